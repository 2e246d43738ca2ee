"""The schemas that editors use agree with the loader, on every good and every bad file."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from recovery_guidance.authoring.named_schema import with_names
from recovery_guidance.authoring.schema import as_json, schemas
from recovery_guidance.library import shipped
from recovery_guidance.reading.statement import read_statement
from recovery_guidance.verbs.command import main
from tests.protocols import TEXTS, small
from tests.test_overlays import APPROVED, LESS, NO_RUNNING, SLOWER

HERE = Path(__file__).parent
SCHEMAS = HERE.parent / "engine/recovery_guidance/schemas"
PROTOCOL = {**schemas()["protocol"](), "definitions": schemas()["protocol"]()["definitions"]}

# What a schema can see: entries that are missing, unknown, or of another shape or word.
SHAPES = ("E011", "E021", "E022", "E119")

# What it cannot, although the loader calls it a matter of shape.
BEYOND = {
    "anchor": "an editor follows the anchor, and sees what is written out",
    "item-words-twice": "a pattern does not compare words",
    "item-number-without-bounds": "whether from and to are needed depends on the type",
    "item-unit-without-number": "whether a unit may stand there depends on the type",
    "item-worse-of-another-type": "which words fit depends on the type",
    "protocol-without-review": "whether a reviewer is needed depends on the status",
    "protocol-without-version": "only protocol.yaml needs it, and a schema does not know the file",
    "section-of-protocol": "only protocol.yaml may say it, and a schema does not know the file",
}


class Core(yaml.SafeLoader):
    """Types values as editors do, by the core schema of YAML 1.2: `no` is a word, 10 is a number."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
):
    Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def read(text):
    return yaml.load(text, Loader=Core)


def mistakes(text, schema=PROTOCOL):
    found = jsonschema.Draft7Validator(schema).iter_errors(read(text))
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in found]


@pytest.mark.parametrize("kind", schemas())
def test_what_is_committed_is_what_is_made(kind):
    made = as_json(schemas()[kind]())

    assert (SCHEMAS / f"{kind}.json").read_text("utf-8") == made, f"recovery schema {kind}"
    assert CliRunner().invoke(main, ["schema", kind]).stdout == made
    jsonschema.Draft7Validator.check_schema(json.loads(made))


def enums(schema):
    """Every list of words anywhere in a schema."""
    parts = schema.values() if isinstance(schema, dict) else schema
    for name, part in schema.items() if isinstance(schema, dict) else ():
        if name == "enum":
            yield part
    for part in parts:
        if isinstance(part, dict | list):
            yield from enums(part)


@pytest.mark.parametrize("kind", schemas())
def test_no_list_of_words_says_one_twice(kind):
    """Editors refuse the whole schema where one does, and then neither complete nor check."""
    found = list(enums(schemas()[kind]()))

    assert found
    assert [words for words in found if len(words) != len(set(words))] == []


GOOD = [
    *sorted(shipped("rules").glob("*/*.yaml")),
    *sorted((HERE / "rule_files/good").glob("*.yaml")),
    *sorted((HERE / "rule_files/base").glob("*.yaml")),
]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_good_file_is_good_in_an_editor(path):
    assert mistakes(path.read_text("utf-8")) == []


@pytest.mark.parametrize("text", TEXTS.values())
def test_the_small_protocol_is_good_in_an_editor(text):
    assert mistakes(text) == []


def structural(path):
    """The codes in a bad file's first lines that are about shape."""
    expected = re.findall(r"^# rules/\S+ .*\[(E\d+)\]$", path.read_text("utf-8"), re.M)
    return [code for code in expected if code in SHAPES]


BAD = [path for path in sorted((HERE / "rule_files/bad").glob("*.yaml")) if structural(path)]


def test_there_are_bad_files_to_compare_with():
    assert len(BAD) > 30


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_slip_of_shape_shows_in_an_editor_too(path):
    try:
        found = mistakes(path.read_text("utf-8"))
    except yaml.YAMLError:
        return  # an editor says that it is not YAML
    assert bool(found) is (path.stem not in BEYOND), BEYOND.get(path.stem)


@pytest.mark.parametrize("text", [SLOWER, APPROVED, NO_RUNNING, LESS])
def test_an_overlay_is_good_in_an_editor(text):
    assert mistakes(text, schemas()["overlay"]()) == []


@pytest.mark.parametrize(
    "text",
    [
        SLOWER.replace("author", "auther"),
        SLOWER.replace("    to: 14 weeks\n", ""),
        SLOWER.replace("2026-12-31", "31.12.2026"),
        SLOWER.split("practice")[0],
        APPROVED.replace("loosens: yes", "loosens: maybe"),
    ],
)
def test_a_slip_in_an_overlay_shows_in_an_editor(text):
    assert mistakes(text, schemas()["overlay"]())


HEADER = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.mark.parametrize("path", sorted(shipped("rules").glob("*/*.yaml")), ids=lambda p: p.name)
def test_every_rule_file_tells_editors_where_its_schema_is(path):
    header = HEADER.match(path.read_text("utf-8"))

    assert header, (
        "its first line: # yaml-language-server: $schema=../../engine/recovery_guidance/schemas/protocol.json"
    )
    assert (path.parent / header[1]).resolve() == (SCHEMAS / "protocol.json").resolve()


def examples(part, entry=""):
    """Every example in a schema, with the entry that it stands under."""
    if isinstance(part, list):
        for one in part:
            yield from examples(one, entry)
    elif isinstance(part, dict):
        yield from ((entry, example) for example in part.get("examples", ()))
        for name, inner in part.get("properties", {}).items():
            yield from examples(inner, name)
        for name, inner in part.items():
            if name not in ("properties", "examples"):
                yield from examples(inner, name if name == "conditions" else entry)


def named(kind):
    protocol = small()
    return protocol, set(examples(with_names(schemas()[kind](), protocol)))


def test_the_schema_of_a_protocol_offers_its_own_names():
    _, found = named("protocol")

    assert ("conditions", "leg pain at most 0/10") in found
    assert ("conditions", "week at least running from") in found
    assert ("conditions", "calm") in found
    assert {text for entry, text in found if entry == "source"} == {"none found", "P01", "A01"}
    assert ("conditions", "week at least 6") not in found, "no example of another protocol is left"


def test_every_condition_that_an_editor_offers_can_be_read():
    _, found = named("protocol")
    old = "      - walking tolerance at least 30 min\n"
    offered = [text for entry, text in found if entry == "conditions"]

    assert len(offered) > 8
    for text in offered:
        assert small((old, f"{old}      - {text}\n")).rules


def test_every_statement_that_an_editor_offers_can_be_read():
    protocol, found = named("case")
    offered = [text for entry, text in found if entry == "facts"]

    assert {text.split(" ")[0] for text in offered} == {
        "leg",
        "opioids",
        "wound",
        "saddle",
        "walking",
    }
    for text in offered:
        assert read_statement(text, protocol.vocabulary)


def test_the_schema_of_an_overlay_offers_thresholds_activities_and_limits():
    _, found = named("overlay")

    assert {("set", "running from"), ("not yet", "running"), ("limit", "lifting")} <= found


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_names_in_a_schema_make_no_other_file_wrong(path):
    made = with_names(PROTOCOL, small())

    assert mistakes(path.read_text("utf-8"), made) == []


def test_the_schema_with_names_is_printed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(main, ["new", "protocol", "knee"], catch_exceptions=False)

    printed = CliRunner().invoke(main, ["schema", "protocol", "--protocol", "knee"]).stdout

    assert "week at least longer walks from" in printed
    assert (tmp_path / "schemas/protocol.json").read_text("utf-8") == printed
