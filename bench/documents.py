"""Signed papers a second, beside bare typst and bare signing.

Draws and signs a result notice with a local time stamp, one after the other, with keys that nobody keeps.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import click

from workbench import home

SECONDS = 5.0


def rate(act: Callable[[], object]) -> float:
    """Return how often an act is done a second, after it was done once."""
    act()
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        act()
        done += 1
    return done / (time.perf_counter() - began)


@click.command()
def main() -> None:
    """Measure how fast papers are drawn and signed."""
    from dancu.config import environment

    with home.fresh("documents"), environment.django():
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        rates = _measure()
    signed = rates["signed_pdfs_a_second"]
    rates |= {"of_bare_typst": signed / rates["typst_a_second"], "of_bare_signing": signed / rates["es256_a_second"]}
    for name, value in rates.items():
        click.echo(f"{name:<22} {value:10.3f}")
    click.echo(json.dumps({name: round(value, 4) for name, value in rates.items()}))


def _measure() -> dict[str, float]:
    from dancu.documents import signing
    from dancu.documents.domain.seals import Seal
    from dancu.residence.papers import ResultNotice, form
    from dancu.trust import commands as trust
    from dancu.trust.domain.keys import Holder, HolderKind, KeyPurpose
    from dancu.trust.time_stamps import time_stamper

    at = datetime.now(UTC)
    ward = Holder(kind=HolderKind.AGENCY, code="bench", name="Công an phường Thử")
    key = trust.take_key(purpose=KeyPurpose.PAPERS, holder=ward, at=at)
    stamper = time_stamper(at=at)
    notice = form("CT08", on=at.date())
    facts = notice.freeze(
        ResultNotice(
            superior="Thử",
            agency="Thử",
            place="Thử",
            about="Thử",
            addressee="Thử",
            name="Thử",
            born="01/01/1990",
            sex="Nam",
            pin="001090000789",
            number=1,
            code="G01.000.000.000-000000-0000",
            issued_at=at,
            result="Thử",
            provision="Thử",
            members=(),
            signatory="Thử",
        )
    )
    seal = Seal(words="Ký số bởi", signer=ward.name, at=at, where="example.vn/verify", code="DC1:" + "A" * 280)

    def draw_and_sign() -> bytes:
        content, place = notice.draw_to_sign(facts, seal)
        return signing.sign(content, key=key, place=place, reason="CT08", time_stamper=stamper)

    return {
        "signed_pdfs_a_second": rate(draw_and_sign),
        "typst_a_second": rate(lambda: notice.draw_to_sign(facts, seal)),
        "es256_a_second": rate(lambda: key.sign(b"x" * 200)),
    }


if __name__ == "__main__":
    main()
