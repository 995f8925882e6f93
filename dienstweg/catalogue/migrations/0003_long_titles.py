"""Titles of schemas have no limit in the standard; real ones have more than 200 characters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_guards")]

    operations = [migrations.AlterField("OnlineService", "title", models.TextField())]
