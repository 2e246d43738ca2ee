"""The reviewer's verb: what is there to be signed, what changed since it was, and the signature."""

from __future__ import annotations

from datetime import date

import click

from ..authoring import sign_off as signing
from ..library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from ..model.protocol import HEAD, REVIEWED, is_somebody
from ..reading.load import load_texts
from ..writing import write_whole
from .common import tell, tell_which
from .files import put
from .options import calendar_date, in_form


@click.command("sign-off")
@click.argument("protocol", default=DEFAULT_PROTOCOL)
@click.option("--since", default="", help="The version that was signed: a git revision or folder.")
@click.option("--name", default="", help="Sign: who has read it.")
@click.option("--role", default="", help="What you are, for example: spine surgeon.")
@click.option("--review-due", type=calendar_date, help="When it has to be read again.")
@click.option("--on", type=calendar_date, help="The day of the signature; today if left out.")
@in_form("json", help="How to report.")
def sign_off(
    protocol: str,
    since: str,
    name: str,
    role: str,
    review_due: date | None,
    on: date | None,
    form: str,
) -> None:
    """Say what nobody has reviewed yet in PROTOCOL, and what changed since it was signed; or sign it.

    With --name, --role and --review-due the signature is written into protocol.yaml, and the protocol is
    reviewed. A signature holds for what every part says that day: rules, numbers, items, sources, guarantees.
    """
    name, role = name.strip(), role.strip()
    tell_which(protocol)
    folder, shown = protocol_folder(protocol)
    opened = open_protocol(protocol)
    difference = signing.since_signed(opened, folder, since)
    if form == "json":
        put(f"{signing.as_json(opened, difference)}\n")
    else:
        for line in signing.as_markdown(opened, protocol, difference):
            tell(line)
    if not (name or role or review_due):
        return
    if not (name and role and review_due):
        raise click.UsageError("to sign, give --name, --role and --review-due")
    if not is_somebody(name):
        raise click.UsageError(f"`{name}` is nobody who could have read it")
    signing.check_is_ours(folder, opened)
    day = on or date.today()
    said = {"by": name, "role": role, "on": day.isoformat(), "due": review_due.isoformat()}
    text = signing.with_signature((folder / HEAD).read_bytes(), opened, said)
    others = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    signed = load_texts(others | {HEAD: text.encode()}, shown)
    assert signed.status in REVIEWED, "a signature holds for what was just signed"
    write_whole(folder / HEAD, text.encode())
    tell(f"{folder / HEAD}: {signed.signature.who if signed.signature else ''}", err=True)
