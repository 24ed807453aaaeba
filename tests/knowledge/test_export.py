"""What is published comes back to the YAML files, and nothing is lost on the way."""

import shutil

import pytest

from knowledge import content, paths, questions
from knowledge.export import export
from knowledge.published import Published
from knowledge.schema import ContentError
from tests.knowledge.toys import body, body_of

TRICKY = "Zeile: „eins“ # kein Kommentar, {x} – 'so' und \"so\", 50 % & mehr: yes, null, 2026-01-01."


@pytest.fixture
def folders(tmp_path):
    """A copy of the content, and a folder of training questions."""
    shutil.copytree(paths.CONTENT, tmp_path / "content")
    (tmp_path / "train").mkdir()
    return tmp_path / "content", tmp_path / "train"


def new_item():
    more = {"fr": "Réserve", "ar": "مجمع", "pl": "Pula"}
    return body(
        topic="goals", scope="page",
        title=body()["title"] | more,
        text={"de": TRICKY, "en": "50 or 2026-01-01."} | {language: f"{text} 50, 2026-01-01." for language, text in more.items()},
        questions=body()["questions"] | {language: [f"{text}?", f"{text}: yes?"] for language, text in more.items()},
    )  # fmt: skip


def changed_item(items):
    item = body_of(items.items["agreement-niger"])
    item["text"] |= {"de": "Am 15. Juli 2022.\n\nNeuer Absatz.", "en": "15 July 2022.", "fr": "Le 15 juillet 2022."}
    item["text"]["ar"] = "15 يوليو 2022"
    for language in set(item["text"]) - {"de", "en", "fr", "ar", "pl"}:
        for field in ("text", "title", "questions"):
            del item[field][language]
    item["questions"]["pl"].append("Nowe pytanie?")
    item["source"] |= {"url": "https://example.org/niger", "date": None}
    item["topic"] = "areas"
    return item


def test_files_and_publications_are_the_same_as_the_files_after_it(items, folders):
    background = body_of(items.items["contact-emergency"])
    for field, value in (("title", "Urgence 112"), ("text", "112 et 110"), ("questions", ["Urgence ?", "Quel numéro ?"])):
        background[field]["fr"] = value
    published = Published().plus("agreement-niger", changed_item(items)).plus("talent-pool", new_item())
    published = published.plus("contact-emergency", background).plus("goal", None).plus("areas", body_of(items.items["areas"]))
    written = export(published, *folders)
    assert (written.changed, written.added, written.refused) == (2, 1, 0)
    assert content.load(folders[0]) == items.with_items(published)


def test_all_other_lines_stay_as_they_are(items, folders):
    item = body_of(items.items["agency-europol"])
    item["plain"]["de"] = "Einfach gesagt."
    export(Published().plus("agency-europol", item), *folders)
    before, after = (path.read_text("utf-8") for path in (paths.CONTENT / "agencies.yml", folders[0] / "agencies.yml"))
    start, end = "  - id: agency-europol", "\n\n  - id: "
    assert "Einfach gesagt." in after and "#" in before
    assert after.split(start)[0] == before.split(start)[0]
    assert after.split(start)[1].split(end, 1)[1] == before.split(start)[1].split(end, 1)[1]
    files = {path.relative_to(folders[0]): path.read_bytes() for path in folders[0].rglob("*.yml")}
    assert [str(path) for path, read in files.items() if read != (paths.CONTENT / path).read_bytes()] == ["agencies.yml"]


def test_a_second_export_changes_nothing(items, folders):
    published = Published().plus("talent-pool", new_item()).plus("agreement-niger", changed_item(items))
    published = published.plus("refuse:opinion", {"questions": {"de": ["Was halten Sie davon?"]}})
    export(published, *folders)
    before = {path: path.read_bytes() for folder in folders for path in folder.rglob("*.yml")}
    assert vars(export(published, *folders)) == {"changed": 0, "added": 0, "refused": 0}
    assert {path: path.read_bytes() for folder in folders for path in folder.rglob("*.yml")} == before


def test_a_new_item_may_be_changed_again(items, folders):
    second = body("second", questions={"de": ["A?", "B?"], "en": ["C?", "D?"]})
    published = Published().plus("talent-pool", new_item()).plus("second", second)
    export(published, *folders)
    again = published.plus("talent-pool", new_item() | {"plain": {"de": "Anders."}})
    assert export(again, *folders).changed == 1
    assert content.load(folders[0]) == items.with_items(again)


def test_questions_to_refuse_become_training_questions(items, folders):
    asked = {"de": ["Was halten Sie davon?"], "en": ["What do you think of it?"]}
    published = Published().plus("refuse:opinion", {"questions": asked})
    assert export(published, *folders).refused == 2
    more = published.plus("refuse:opinion", {"questions": asked | {"de": [*asked["de"], "Finden Sie das gut?"]}})
    assert export(more, *folders).refused == 1
    found = questions.load("train", items, folders[1].parent)
    assert {(one.text, one.label, one.language) for one in found} == {
        ("Was halten Sie davon?", "refuse:opinion", "de"), ("Finden Sie das gut?", "refuse:opinion", "de"),
        ("What do you think of it?", "refuse:opinion", "en"),
    }  # fmt: skip


def test_an_item_that_the_file_did_not_take_is_named(folders, items):
    path = folders[0] / "page.yml"
    name = next(line.split("id: ")[1] for line in path.read_text("utf-8").splitlines() if "- id: " in line)
    path.write_text(path.read_text("utf-8").replace(f"- id: {name}", f"- id: '{name}'"), "utf-8")
    item = body_of(items.items[name])
    item["plain"]["de"] = "Anders."
    with pytest.raises(ContentError, match=name):
        export(Published().plus(name, item), *folders)
