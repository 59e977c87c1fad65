import django.utils.timezone
from django.db import migrations, models


def forget_rows(apps, schema_editor):
    """Rows for "embedded", which no index is called any more: each is built once when it gets its name."""
    apps.get_model("search", "DaIndicizzare").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_promosso_uid"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndiceTenuto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nome", models.CharField(max_length=60, unique=True)),
                ("visto", models.DateTimeField(default=django.utils.timezone.now)),
                ("completo", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "indice tenuto",
                "verbose_name_plural": "indici tenuti",
            },
        ),
        migrations.AlterField(
            model_name="daindicizzare",
            name="indice",
            field=models.CharField(max_length=255),
        ),
        migrations.RunPython(forget_rows, migrations.RunPython.noop),
    ]
