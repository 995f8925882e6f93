"""WHO: municipalities and counties, their keys, their people, and who is responsible where."""
