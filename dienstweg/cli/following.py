"""``notify``, ``record verify``, ``receipts rekey``: what goes on after applications were sent."""

from django.utils import timezone

from dienstweg.applications import mailing
from dienstweg.applications.signing import SigningKeys
from dienstweg.cli.output import FINE, FOUND, Output, counted
from dienstweg.cli.record_check import check_record


def notify(*, output: Output) -> int:
    """Send the notifications that wait. Those that failed are tried again by the next call, five times in all."""
    sent, failed = mailing.send_waiting(timezone.now())
    lines = [f"{counted(sent, 'Hinweis', 'Hinweise')} verschickt."]
    if failed:
        lines.append(
            f"{counted(failed, 'Hinweis', 'Hinweise')} nicht angenommen; der nächste Aufruf versucht es wieder."
        )
    output.answer({"sent": sent, "failed": failed}, lines)
    return FOUND if failed else FINE


def verify_record(*, output: Output) -> int:
    """Recompute every chain, and compare it with what the database holds."""
    counts, problems = check_record()
    if problems:
        output.refuse(problems)
        return FOUND
    lines = [f"Unverändert: {counted(counts['chains'], 'Kette', 'Ketten')} mit {counts['entries']} Einträgen."]
    output.answer(counts, lines)
    return FINE


def rekey(*, output: Output) -> int:
    """From now on a new key signs; what old keys signed stays checkable."""
    kid = SigningKeys.from_settings().renew().public.kid
    output.answer({"kid": kid}, [f"Neuer Schlüssel: {kid}", "Sichern Sie den Ordner mit den Schlüsseln."])
    return FINE
