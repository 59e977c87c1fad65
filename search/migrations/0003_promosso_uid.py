from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_diario"),
    ]

    operations = [
        migrations.AddField(
            model_name="risultatopromosso",
            name="uid",
            field=models.CharField(blank=True, default="", editable=False, max_length=160),
        ),
    ]
