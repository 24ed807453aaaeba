"""A broken content file is refused, and the message says where and what."""

import pytest

from knowledge.schema import ContentError, check_file, read_yaml
from tests.knowledge.toys import document, item, write


@pytest.fixture
def refused(tmp_path):
    """The message with which a file of this content is refused."""

    def message(data) -> str:
        write(tmp_path, "toys.yml", data)
        with pytest.raises(ContentError) as error:
            check_file(tmp_path / "toys.yml")
        return str(error.value)

    return message


def test_a_right_file_is_returned_with_dates_as_text(tmp_path):
    write(tmp_path, "toys.yml", document(item(facts={"kind": "agreement", "date": "2022-07-08"})))
    text = (tmp_path / "toys.yml").read_text("utf-8").replace("'2022-07-08'", "2022-07-08")
    write(tmp_path, "toys.yml", text)
    (entry,) = check_file(tmp_path / "toys.yml")["items"]
    assert entry["facts"]["date"] == "2022-07-08"


@pytest.mark.parametrize("text", ["topic: [1", "topic: 'x", "a: b: c", "\t- x"])
def test_bad_yaml_names_the_file(refused, text):
    assert "toys.yml" in refused(text)


def test_a_file_in_another_encoding_names_the_file(tmp_path):
    (tmp_path / "toys.yml").write_bytes("topic: Rückkehr".encode("latin-1"))
    with pytest.raises(ContentError, match=r"toys\.yml"):
        read_yaml(tmp_path / "toys.yml")


def test_a_missing_file_is_a_content_error(tmp_path):
    with pytest.raises(ContentError, match=r"none\.yml"):
        read_yaml(tmp_path / "none.yml")


@pytest.mark.parametrize(
    "text", ["", "- 1", "just words", "topic: toys", "topic: toys\nitems: []", "topic: toys\nitems: [5]"]
)
def test_another_shape_names_the_file(refused, text):
    assert refused(text).startswith("toys.yml:")


@pytest.mark.parametrize("field", ["section", "title", "facts", "text", "plain", "questions"])
def test_a_missing_field_names_item_and_field(refused, field):
    entry = item()
    del entry[field]
    message = refused(document(entry))
    assert "toys.yml" in message and "'one'" in message and f"'{field}'" in message


def test_a_missing_id_names_the_item_by_its_place(refused):
    entry = item()
    del entry["id"]
    message = refused(document(item(), entry))
    assert "'2'" in message and "'id'" in message


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"colour": "blue"}, "colour"),
        ({"facts": {"kind": "goal", "colour": "blue"}}, "colour"),
        ({"facts": {"kind": "nonsense"}}, "facts.kind"),
        ({"facts": {"kind": "area", "number": "one"}}, "facts.number"),
        ({"facts": {"kind": "agreement", "country": "egypt"}}, "facts.country"),
        ({"facts": {"kind": "agreement", "date": "8. Juli 2022"}}, "facts.date"),
        ({"facts": {"kind": "figure", "years": {"from": 2017}}}, "facts.years"),
        ({"text": "only words"}, "text"),
        ({"text": {"de": "Nur Deutsch."}}, "text"),
        ({"text": {"de": " ", "en": "A text."}}, "text.de"),
        ({"questions": {"de": ["Was?"], "en": ["What?", "How?"]}}, "questions.de"),
        ({"questions": {"de": "Was?", "en": ["What?", "How?"]}}, "questions.de"),
        ({"source": {"url": "not an address"}}, "source.url"),
        ({"id": "Not An Id"}, "id"),
    ],
)
def test_a_wrong_field_is_named(refused, changes, field):
    message = refused(document(item(**changes)))
    assert "toys.yml" in message and "item '" in message and field in message


def test_every_finding_has_a_line(refused):
    message = refused(document(item(colour="blue"), item(id="two", text=5)))
    assert "'one'" in message and "'two'" in message
    assert len(message.splitlines()) >= 2


@pytest.mark.parametrize("day", ["2023-02-30", "2021-13-01", "2022-00-10"])
@pytest.mark.parametrize("field", ["date", "document_date"])
def test_an_impossible_date_names_item_and_field(refused, day, field):
    message = refused(document(item(facts={"kind": "document", field: day})))
    assert "toys.yml" in message and "'one'" in message and f"facts.{field}" in message


def test_an_impossible_date_without_quotes_is_a_content_error_too(tmp_path, refused):
    write(tmp_path, "toys.yml", document(item(facts={"kind": "document", "date": "2023-02-30"})))
    text = (tmp_path / "toys.yml").read_text("utf-8").replace("'2023-02-30'", "2023-02-30")
    assert "date: 2023-02-30" in text
    assert "toys.yml" in refused(text)


def test_an_impossible_date_in_a_source_is_named(refused):
    message = refused(document(item(source={"as_of": "2023-04-31"})))
    assert "'one'" in message and "source.as_of" in message


def test_an_impossible_date_in_the_files_own_source_is_named(refused):
    source = document()["source"] | {"as_of": "2023-04-31"}
    assert "as_of" in refused(document(source=source))
