//! Pages of people, bodies, places, laws and cases.

use crate::driver::Archive;

fn archive() -> Archive {
    let archive = Archive::new();
    archive.write(
        "content/cases/ban.md",
        "---\nname: The ban of 2019\ntopics: [torture]\nrelated: [organisations/league]\nsources:\n  - reports/freeland/2019-office.md#1a-torture-p2\n  - reports/freeland/2018-watch.md#torture\n---\nThe Office [told of it](../reports/freeland/2019-office.md#1a-torture).\n",
    );
    archive.write(
        "content/organisations/league.md",
        "---\nname: League of Freeland\nkind: movement\nyears: {first: 2017}\naliases:\n  - {name: LF, publisher: office}\n  - {name: Ліга, language: uk, first: 2018, last: 2019}\nrelated: [cases/ban]\n---\nA movement.\n",
    );
    archive
}

#[test]
fn an_entity_says_its_names_its_sources_and_its_neighbours() {
    let mut archive = archive();
    archive.build();
    let case = archive.page("cases/ban/");
    for part in [
        "<h1>The ban of 2019</h1>",
        "<a href=\"../../freeland/2019/office/1a-torture/\">told of it</a>",
        "<a href=\"../../freeland/2019/office/1a-torture/#p2\">",
        "<a href=\"../../freeland/2018/watch/torture/\">",
        "<a href=\"../../organisations/league/\">League of Freeland</a>",
        "<a href=\"../../topics/torture/\">Torture</a>",
    ] {
        assert!(case.contains(part), "no {part} in {case}");
    }
    let league = archive.page("organisations/league/");
    for part in ["organisation · movement · from 2017", "LF</span>", "lang=\"uk\"", "2018 to 2019"]
    {
        assert!(league.contains(part), "no {part} in {league}");
    }
}

#[test]
fn lists_and_the_pages_of_country_and_topic_lead_to_them() {
    let mut archive = archive();
    archive.build();
    assert!(archive.page("cases/").contains("<a class=\"title\" href=\"../cases/ban/\">"));
    assert!(archive.page("cases/").contains("<a href=\"../organisations/\">Organisations</a>"));
    assert!(archive.page("organisations/").contains("also: LF, Ліга"));
    assert!(archive.page("freeland/").contains("<a href=\"../cases/ban/\">"));
    assert!(archive.page("topics/torture/").contains("<a href=\"../../cases/ban/\">"));
    assert!(archive.page("").contains("<a href=\"./cases/\">Cases</a>"));
    // Where there is none of a kind, nothing leads to a list of it.
    assert!(!archive.root.join("public/people").exists());
    assert!(!archive.page("").contains("people/"));
}

#[test]
fn years_of_which_nothing_is_held_share_a_column() {
    let mut archive = Archive::new();
    archive.edit("content/publishers/office.md", "first: 2017", "first: 2005");
    archive.build();
    let page = archive.page("freeland/");
    assert!(page.contains("<th scope=\"col\"><bdi dir=\"ltr\">2005–2017</bdi></th>"), "{page}");
    assert!(page.contains("<th scope=\"col\">2018</th>"), "{page}");
}

#[test]
fn second_hand_texts_say_so() {
    let mut archive = Archive::new();
    archive.edit(
        "content/reports/freeland/2018-watch.md",
        "completeness: full",
        "completeness: quoted",
    );
    archive.edit(
        "content/reports/freeland/2018-watch.md",
        "{title: Freeland}",
        "{title: A page that quotes}",
    );
    archive.build();
    let page = archive.page("freeland/2018/watch/torture/");
    assert!(page.contains("<strong>Second-hand.</strong>") && page.contains("A page that quotes"));
    assert!(archive.page("topics/torture/").contains(">quoted only</a>"));
}
