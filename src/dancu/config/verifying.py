"""`dancu verify`: check a paper by its file or its printed code, also far away from the system that issued it."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from dancu.config import environment
from dancu.kernel.errors import DomainError


@click.command()
@click.argument("paper")
@click.option(
    "--root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Root certificates (PEM). With this neither database nor network is asked.",
)
@click.option(
    "--time-root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Root certificates (PEM) of time-stamping authorities of others, with --root.",
)
@click.option(
    "--keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Keys of printed codes (JSON Web Key Set), needed with --root to check a code.",
)
def verify(paper: str, root: Path | None, time_root: Path | None, keys: Path | None) -> None:
    """Say whether PAPER, a PDF file or a printed code, is genuine.

    Of a printed code give the text.

    `dancu keys export FOLDER` writes what --root, --time-root and --keys take.
    """
    file = None if paper.startswith("DC1:") else Path(paper)
    if file is not None and not file.is_file():
        raise click.BadParameter(f"there is no file {paper}", param_hint="PAPER")
    if file is None and root and not keys:
        raise click.UsageError("To check a code, give --keys too.")
    content = file.read_bytes() if file else None
    try:
        if root is None:
            lines = _by_the_register(paper, content)
        elif content is None:
            lines = _code_without_network(paper, _roots(root), keys)
        else:
            lines = _file_without_network(content, _roots(root), _roots(time_root))
    except DomainError as refused:
        raise click.ClickException(f"NOT GENUINE OR NOT KNOWN: {refused.template()}") from refused
    click.echo("GENUINE")
    for label, value in lines:
        click.echo(f"{label + ':':<11} {value}")


def _roots(file: Path | None) -> list[bytes]:
    return [each.public_bytes(Encoding.DER) for each in load_pem_x509_certificates(file.read_bytes())] if file else []


def _file_without_network(
    content: bytes, roots: Sequence[bytes], time_roots: Sequence[bytes]
) -> list[tuple[str, object]]:
    from dancu.documents import checking

    signed = checking.check(content, roots=roots, time_roots=time_roots)
    return [("signed by", f"{signed.signer} ({signed.signer_code})"), ("signed at", signed.signed_at)]


def _code_without_network(paper: str, roots: Sequence[bytes], keys: Path | None) -> list[tuple[str, object]]:
    from dancu.documents import checking
    from dancu.documents.domain import codes

    believed = checking.believed_keys(json.loads(keys.read_text()) if keys else {"keys": []}, roots=roots)
    code = codes.read(paper, believed)
    return [
        ("paper", f"{code.form} no. {code.number}"),
        ("dossier", code.dossier),
        ("agency", code.agency),
        ("issued at", code.issued_at),
    ]


def _by_the_register(paper: str, content: bytes | None) -> list[tuple[str, object]]:
    with environment.django():
        from dancu.casework import queries

        found = queries.verify_code(paper) if content is None else queries.verify_file(content)
    lines: list[tuple[str, object]] = [
        ("paper", f"{found.form} no. {found.number}"),
        ("dossier", found.dossier),
        ("agency", found.agency),
        ("issued at", found.issued_at),
    ]
    return lines + ([("signed by", found.signer), ("signed at", found.signed_at)] if found.signer else [])
