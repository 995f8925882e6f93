"""The database itself refuses to change or remove what was written."""

from django.db import migrations

from dienstweg.record import guards


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [guards.install("catalogue", "Release", open_=("withdrawn_at",))]
