"""Every thing has a page of its own, whatever its name is, and every link leads to its own thing."""

import json
import os
import re
import unicodedata
from itertools import product
from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st
from knee import write_knee
from test_site import pages_of

from recovery_guidance.site.addresses import own_names
from recovery_guidance.site.site import contents

WORDS = [
    ["walks", "stairs", "bath", "con", "nul", "lpt1"],
    ["ходьба", "лестница", "ванна"],
    ["περπάτημα", "σκάλα", "μπάνιο"],
    ["הליכה", "מדרגות", "אמבטיה"],
    ["مشي", "درج", "حمام"],
    ["चलना", "सीढ़ी", "स्नान"],
    ["步行", "楼梯", "洗澡"],
    ["歩く", "かいだん", "フロ"],
    ["걷기", "계단", "목욕"],
    ["เดิน", "บันได", "อาบ"],
    ["քայլել", "სიარული", "ቤት"],
    ["é", "ü", "ß", "ø", "crème", "naïve"],
]
"""Of ten scripts and more."""
SHORT = [word for script in WORDS for word in script]
LONG = "a very long way to walk " * 12


def thousand():
    """A thousand names, among them pairs that differ in a capital, a hyphen, a dot, an accent, or how it is written."""
    found = {}
    for one, other in product(SHORT, repeat=2):
        for name in (f"{one} {other}", f"{one}-{other}"):
            for form in ("NFC", "NFD"):
                same = unicodedata.normalize(form, name)
                found |= dict.fromkeys((same, same.capitalize(), same.replace(" ", ".")))
    spread = list(found)[:: len(found) // 990]
    ends = [
        SHORT[0],
        "Walks",
        "WALKS",
        "main",
        "con",
        "Con",
        LONG + "a",
        LONG + "b",
        "run-walk",
        "run walk",
    ]
    return list(dict.fromkeys((*ends, *spread)))[:1000]


NAMES = thousand()
SAFE = re.compile(r"[a-z0-9]([a-z0-9_-]*[a-z0-9])?")
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


def test_a_thousand_names_have_a_thousand_names_of_files_that_every_disk_takes():
    found = own_names(NAMES)

    assert len(NAMES) == len(set(NAMES)) == len(set(found.values())) == 1000
    for text in found.values():
        assert SAFE.fullmatch(text), text
        assert text not in DEVICES
        assert len(text) < 130


words = st.text(st.sampled_from("aAbB1 -.,'/é\u0301яß_"), min_size=1, max_size=6)


@given(st.lists(st.one_of(words, st.text(min_size=1)), unique=True, max_size=30))
def test_whatever_the_names_are_no_two_share_one(names):
    found = own_names(names)

    assert len(set(found.values())) == len(names)
    assert all(SAFE.fullmatch(text) for text in found.values())


@given(st.lists(words, unique=True, max_size=8), st.lists(words, max_size=8))
def test_a_name_keeps_its_own_when_another_comes_that_is_not_the_same_but_for_capitals_and_signs(
    names, more
):
    def bare(name):
        return re.sub(r"[^a-z0-9]", "", name.casefold())

    others = [name for name in more if all(bare(name) != bare(one) for one in names)]

    alone, together = own_names(names), own_names([*names, *others])

    assert alone == {name: together[name] for name in names}


def test_a_latin_name_can_be_read_and_the_one_that_is_written_as_its_address_has_it():
    found = own_names(["running/run-walk/not yet/foot drop", "P01", "crème brûlée"])
    twins = own_names(["run-walk", "run walk", "Run-walk"])

    assert found["running/run-walk/not yet/foot drop"] == "running--run-walk--not-yet--foot-drop"
    assert found["P01"] == "p01"
    assert found["crème brûlée"].startswith("creme-brulee_")
    assert own_names(["Run"]) == {"Run": "run"}
    assert own_names(["Run", "rún"])["Run"] == "run", "another word is no twin"
    assert twins["run-walk"] == "run-walk"
    assert twins["run walk"].startswith("run-walk_")


def many(names):
    """A topic with an activity, a finding, a threshold and a guarantee for each name."""
    lines = ["thresholds:"]
    for name in names:
        lines += [f"  {json.dumps(name + ' x')}:", "    unit: weeks", "    stricter: higher"]
        lines += ["    restrictive: 3", "    typical: 2", "    liberal: 1", "    source: P1"]
    lines.append("activities:")
    for number, name in enumerate(names):
        lines += [f"  {json.dumps(name)}:", f"    title: Thing {number}", "    allowed when all:"]
        lines += [f"      - week at least {name} x", "    source: P1"]
    return "".join(f"{line}\n" for line in lines)


# All thousand with HYPOTHESIS_PROFILE=bars; every tenth, with the pairs that stand first, takes a second.
SOME = NAMES if os.environ.get("HYPOTHESIS_PROFILE") == "bars" else [*NAMES[:10], *NAMES[10::40]]


def test_every_link_leads_to_its_own_thing(tmp_path):
    folder = write_knee(tmp_path)
    (folder / "many.yaml").write_text(many(SOME), "utf-8")
    (tmp_path / "features/knee/many.feature").write_text(
        "Feature: Many\n  Scenario: One\n    Given a patient 9 weeks after the operation\n"
        f"    Then {SOME[0]} is allowed\n"
    )
    pages = pages_of(folder)
    protocol = pages.protocol

    site = dict(contents(pages))

    assert len(site) == len({address.lower() for address in site})
    titles = {f"Thing {number}": name for number, name in enumerate(SOME)}
    followed = set()
    for address, text in site.items():
        for link, words in re.findall(r'<a href="([^"]+)">([^<]*)</a>', text):
            if link.startswith("https:"):
                continue
            target, _, place = link.partition("#")
            at = urljoin(address, target)
            assert not place or f'id="{place}"' in site[at], link
            heading = re.search(r"<h1>(.*?)</h1>", site[at])[1]
            if words in titles:
                assert (heading, f"<code>{titles[words]}</code>" in site[at]) == (words, True)
                followed.add(words)
            elif words.endswith(" x") and place:  # a number, by its name
                own = site[at].partition(f'<article id="{place}"><h2>')[2].partition("</h2>")[0]
                assert own.casefold() == words.casefold()
                followed.add(words)
            elif words.endswith(": allowed"):
                assert heading == words
                followed.add(words)
    wanted = {f"{name} x" for name in SOME} | titles.keys()
    assert wanted <= followed
    for kind, title, at, _ in json.loads(site["search.js"][len("window.PAGES=") : -2]):
        if kind in ("activity", "rule"):
            assert f"<h1>{title}</h1>" in site[at]
    assert sum(a.startswith("activities/") for a in site) == len(protocol.activities)
    assert sum(a.startswith("rules/") for a in site) == len(protocol.rules)
