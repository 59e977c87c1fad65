"""What is done to accounts."""

from django.contrib.auth.models import Group
from django.db import transaction

from . import gruppi
from .models import User

#: Address, first name, last name and group of each account of the demonstration.
_DEMO_ACCOUNTS = (
    ("redazione@example.it", "Redazione", "dimostrativa", gruppi.REDAZIONE),
    ("revisione@example.it", "Revisione", "dimostrativa", gruppi.REVISIONE),
    ("amministrazione@example.it", "Amministrazione", "dimostrativa", gruppi.AMMINISTRAZIONE),
)


@transaction.atomic
def create_demo_accounts(*, password: str) -> list[User]:
    """The demonstration's accounts, one a group; the last one manages users too (superuser).

    Accounts that exist are left as they are; outside the
    demonstration none of these signs in (`backend.py`). Groups come from `bootstrap()`, which runs before.
    """
    accounts = []
    for email, first_name, last_name, group in _DEMO_ACCOUNTS:
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email,
                password,
                first_name=first_name,
                last_name=last_name,
                dimostrativo=True,
                is_superuser=group == gruppi.AMMINISTRAZIONE,
            )
            user.groups.add(Group.objects.get(name=group))
        accounts.append(user)
    return accounts
