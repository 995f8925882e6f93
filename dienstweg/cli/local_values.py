"""Local values that an invented authority might have set."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from dienstweg.engine.adoption import check_parameters
from dienstweg.engine.service import Parameter, Service

_TEXTS = ("Nach Vereinbarung.", "Es gilt die Satzung in der jeweils gültigen Fassung.", "Montag bis Freitag.")
_NAMES = ("Altstadt", "Bahnhof", "Südring", "Schloßstraße", "Am Markt")
_OFTEN = 0.7
_SPAN = 500
_CENTS = 100
_YEAR = 365


def invented_values(service: Service, rng: Random, today: date) -> dict[str, str]:
    """Values for all mandatory parameters and for most of the others, all within their bounds."""
    values = {
        parameter.name: _value(parameter, rng, today)
        for parameter in service.parameters
        if parameter.required or rng.random() < _OFTEN
    }
    wrong = {problem.where for problem in check_parameters(service, values)}
    return {name: value for name, value in values.items() if name not in wrong}


def _value(parameter: Parameter, rng: Random, today: date) -> str:
    match parameter.kind:
        case "integer":
            low, high = _bounds(parameter)
            return str(rng.randint(int(low), int(high)))
        case "money":
            low, high = _bounds(parameter)
            return f"{Decimal(rng.randint(int(low * _CENTS), int(high * _CENTS))) / _CENTS:.2f}"
        case "date":
            return _date(parameter, rng, today)
        case "bool":
            return rng.choice(("true", "false"))
        case "list":
            names = rng.sample(_NAMES, rng.randint(1, len(_NAMES)))
            return "\n".join(f"{code} = Zone {code} ({name})" for code, name in zip("ABCDE", names, strict=False))
        case "url":
            return "https://www.beispiel.de/satzung"
        case "email":
            return "amt@beispiel.de"
    return rng.choice(_TEXTS)


def _bounds(parameter: Parameter) -> tuple[Decimal, Decimal]:
    low = Decimal(parameter.min_value) if parameter.min_value else None
    high = Decimal(parameter.max_value) if parameter.max_value else None
    least = low if low is not None else max(Decimal(0), high - _SPAN) if high is not None else Decimal(0)
    return least, high if high is not None else least + _SPAN


def _date(parameter: Parameter, rng: Random, today: date) -> str:
    first = date.fromisoformat(parameter.min_value) if parameter.min_value else None
    last = date.fromisoformat(parameter.max_value) if parameter.max_value else None
    low = first or (last or today) - timedelta(_YEAR)
    high = last or low + timedelta(2 * _YEAR)
    return date.fromordinal(rng.randint(low.toordinal(), high.toordinal())).isoformat()
