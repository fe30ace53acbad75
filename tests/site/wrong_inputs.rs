//! What editors do wrong, and what the program says: where, what was expected, what to do; and
//! the published site is as it was.

use serde_json::Value;

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, WATCH_2018, report};

/// Builds a good archive, spoils it, builds again: the first problems must read so.
fn wrong(spoil: impl FnOnce(&Archive), expected: &[&str]) {
    let mut archive = Archive::new();
    archive.build();
    let before = archive.tree("public");
    spoil(&archive);
    let output = archive.command(&["build", "--format", "json"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let problems: Vec<String> = told
        .lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
            let place = match (value["line"].as_u64(), value["column"].as_u64()) {
                (Some(line), Some(column)) => format!("{}:{line}:{column}", text("file")),
                _ => text("file"),
            };
            let hints: Vec<_> =
                value["hints"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            format!("{place} {} {} | {}", text("code"), text("message"), hints.join(" | "))
        })
        .collect();
    assert_eq!(output.status.code(), Some(1), "{problems:#?}");
    for (n, expected) in expected.iter().enumerate() {
        let told = problems.get(n).unwrap_or_else(|| panic!("no problem {n}: {problems:#?}"));
        // `…` stands for any words.
        let mut rest = told.as_str();
        for (i, piece) in expected.split('…').enumerate() {
            let found = rest.find(piece).filter(|at| i > 0 || *at == 0);
            let at = found.unwrap_or_else(|| panic!("expected {expected}\nall told {problems:#?}"));
            rest = &rest[at + piece.len()..];
        }
    }
    let many = problems.len() == 50
        && problems[49].ends_with("more of this kind in this file are not told");
    assert!(many || problems.len() == expected.len(), "{problems:#?}");
    assert!(before == archive.tree("public"), "the published site has changed");
    // `check` says the same and writes nothing either.
    let check = archive.command(&["check", "--format", "json"]).output().unwrap();
    assert_eq!(String::from_utf8(check.stdout).unwrap(), told);
    assert_eq!(check.status.code(), Some(1));
}

macro_rules! wrong {
    ($($name:ident: $spoil:expr => [$($expected:expr),+ $(,)?];)+) => {
        $(#[test] fn $name() { wrong($spoil, &[$($expected),+]); })+
    };
}

wrong! {
    unknown_key: |a| a.edit(OFFICE_2019, "edition:", "editon:") => [
        "content/reports/freeland/2019-office.md:2:1 E0103 the front matter has no `edition` | write `edition:",
        "content/reports/freeland/2019-office.md:6:1 E0102 the front matter knows no key `editon` | did you mean `edition`?",
    ];
    duplicate_key: |a| a.edit(OFFICE_2019, "covers:", "covers: 2018\ncovers:") => [
        "content/reports/freeland/2019-office.md:6:1 E0101 …duplicate…",
    ];
    unquoted_colon: |a| a.edit(OFFICE_2019, "title: Freeland 2019", "title: World: Freeland: 2019") => [
        "content/reports/freeland/2019-office.md:2:… E0101 …",
    ];
    yaml_alias: |a| a.edit(OFFICE_2019, "title: Freeland 2019", "title: &t Freeland 2019") => [
        "content/reports/freeland/2019-office.md:2:… E0101 an anchor (`&name`) is not read here; write the value out",
    ];
    yaml_tag: |a| a.edit(OFFICE_2019, "title: Freeland 2019", "title: !!str Freeland 2019") => [
        "content/reports/freeland/2019-office.md:2:… E0101 a tag (`!name`) is not read here",
    ];
    no_front_matter: |a| a.write(OFFICE_2019, "## Section 1. Integrity\n") => [
        "content/reports/freeland/2019-office.md E0105 this file has no front matter | begin the file with a line `---`",
    ];
    front_matter_without_end: |a| a.edit(WATCH_2018, "\n---\n", "\n") => [
        "content/reports/freeland/2018-watch.md:1:1 E0105 the front matter that begins with `---` does not end | write `---` on a line of its own",
    ];
    wrong_toml_front_matter: |a| a.write("content/pages/about.md", "+++\ntitle = About\n+++\n") => [
        "content/pages/about.md:2:9 E0101 …",
    ];
    wrong_date: |a| a.edit(OFFICE_2019, "published: 2020-03-01", "published: 2020-02-30") => [
        "content/reports/freeland/2019-office.md:7:12 E0104 `published` is `2020-02-30`, which is no date | expected `2020-03-11`, `2020-03`, `2020` or `unknown`",
    ];
    wrong_coverage: |a| a.edit(OFFICE_2019, "covers: 2019", "covers: 2019-12-31/2019-01-01") => [
        "content/reports/freeland/2019-office.md:5:9 E0104 `covers` is `2019-12-31/2019-01-01`: the first day comes after the last | expected a year",
    ];
    wrong_status: |a| a.edit(OFFICE_2019, "status: published", "status: publishd") => [
        "content/reports/freeland/2019-office.md:8:9 E0104 `status` is `publishd` | expected one of `published`, `draft`, `embargoed`, `withdrawn` | did you mean `published`?",
    ];
    missing_status: |a| a.edit(OFFICE_2019, "status: published\n", "") => [
        "content/reports/freeland/2019-office.md:2:1 E0103 the front matter has no `status` | write `status: published`",
    ];
    a_wrong_date_hides_no_wrong_heading: |a| {
        a.edit(OFFICE_2019, "published: 2020-03-01", "published: soon");
        a.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Works and Days");
    } => [
        "content/reports/freeland/2019-office.md:7:12 E0104 `published` is `soon`, which is no date",
        "content/reports/freeland/2019-office.md:37:1 E0301 the outline `office-all` does not map",
    ];
    empty_title: |a| a.edit(OFFICE_2019, "title: Freeland 2019", "title: \"\"") => [
        "content/reports/freeland/2019-office.md:2:8 E0104 `title` is empty | expected some text",
    ];
    wrong_language: |a| a.edit(OFFICE_2019, "language: en", "language: English") => [
        "content/reports/freeland/2019-office.md:9:11 E0104 `language` is `English` | expected a language tag such as `en` or `kk`",
    ];
    wrong_hash: |a| a.edit(OFFICE_2019, "source: {title: Freeland}", "source: {title: Freeland, sha256: abc}") => [
        "content/reports/freeland/2019-office.md:13:35 E0104 `sha256` is no SHA-256 hash | expected 64 figures and letters a to f",
    ];
    wrong_url: |a| a.edit("content/publishers/office.md", "kind:", "url: javascript:alert(1)\nkind:") => [
        "content/publishers/office.md:3:6 E0104 `url` is `javascript:alert(1)` | expected an address with `https://`",
    ];
    partial_without_parts: |a| a.edit(OFFICE_2018, "holds: [\"1\"]\n", "") => [
        "content/reports/freeland/2018-office.md:11:15 E0106 a partial copy has to say what it holds | name the parts",
    ];
    parts_of_a_whole_copy: |a| a.edit(OFFICE_2019, "completeness: full", "completeness: full\nholds: [\"1\"]") => [
        "content/reports/freeland/2019-office.md:12:9 E0106 `holds` stands beside `completeness: full` | write `completeness: partial`",
    ];
    unknown_publisher: |a| a.edit(WATCH_2018, "publisher: watch", "publisher: wathc") => [
        "content/reports/freeland/2018-watch.md:3:12 E0401 there is no publisher `wathc` | did you mean `watch`? | a publisher is a file: `content/publishers/wathc.md`",
    ];
    unknown_country: |a| a.edit(WATCH_2018, "country: freeland", "country: freelnd") => [
        "content/reports/freeland/2018-watch.md:4:10 E0401 there is no country `freelnd` | did you mean `freeland`?",
    ];
    unknown_outline: |a| a.edit(WATCH_2018, "outline: watch-all", "outline: watch-al") => [
        "content/reports/freeland/2018-watch.md:12:10 E0304 there is no outline `watch-al` | did you mean `watch-all`?",
    ];
    unmapped_heading: |a| a.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Works and Days") => [
        "content/reports/freeland/2019-office.md:37:1 E0301 the outline `office-all` does not map the heading *Section 3. Works and Days* | the nearest heading that it maps is *Section 3. Work* | add the heading to the outline",
    ];
    unmapped_run_in: |a| a.edit(OFFICE_2019, "**Physical Conditions:**", "**Note:**") => [
        "content/reports/freeland/2019-office.md:29:1 E0301 … the heading *Note* under *a. Torture* | …bold words that are no heading keep the colon outside",
    ];
    misspelt_topic_in_heading: |a| a.edit(OFFICE_2019, "### a. Torture", "### a. Torture {.topic-tortur}") => [
        "content/reports/freeland/2019-office.md:23:1 E0302 there is no topic `tortur` | did you mean `torture`?",
    ];
    misspelt_topic_in_outline: |a| a.edit("content/outlines/watch.toml", "topic = \"work\"", "topic = \"wrok\"") => [
        "content/outlines/watch.toml:5:88 E0302 there is no topic `wrok` | did you mean `work`?",
    ];
    misspelt_match: |a| a.edit("content/outlines/watch.toml", "match = \"close\"", "match = \"closer\"") => [
        "content/outlines/watch.toml:5:104 E0104 `match` is `closer` | expected one of … | did you mean `close`?",
    ];
    heading_mapped_twice: |a| a.edit("content/outlines/watch.toml", "headings = [", "headings = [ { heading = \"TORTURES\", topic = \"torture\" },") => [
        "content/outlines/watch.toml:5:71 E0305 the scheme maps *Torture* twice | headings are the same without label",
    ];
    scheme_that_inherits_nothing: |a| a.edit("content/outlines/watch.toml", "lead =", "inherits = \"office-al\"\nlead =") => [
        "content/outlines/watch.toml:4:12 E0304 there is no outline `office-al` | did you mean `office-all`?",
    ];
    topic_broader_than_itself: |a| a.edit("content/topics.toml", "label = \"Integrity\"", "label = \"Integrity\"\nbroader = \"torture\"") => [
        "content/topics.toml:9:11 E0303 the topic `integrity` is broader than itself | follow its `broader` upwards",
    ];
    two_topics_with_one_id: |a| a.edit("content/topics.toml", "id = \"prison\"", "id = \"work\"") => [
        "content/outlines/office.toml:8:68 E0302 there is no topic `prison`",
        "content/topics.toml:14:12 E0302 there is no topic `prison`",
        "content/topics.toml:26:6 E0403 there are two topics `work` | give one of them another id",
    ];
    no_topics: |a| a.remove("content/topics.toml") => [
        "content/topics.toml E0006 the archive has no `content/topics.toml` | topics are what headings of every edition are mapped to",
    ];
    two_reports_with_one_id: |a| a.write("content/reports/other/again.md", &report("watch", 2018, "full", "\n## Torture\n\nWords.\n")) => [
        "content/reports/other/again.md:3:12 E0403 there is a second report of `watch` on `freeland` covering 2018 | the other is content/reports/freeland/2018-watch.md",
    ];
    taken_id: |a| a.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Work {#1a-torture}") => [
        "content/reports/freeland/2019-office.md:37:1 E0403 the id `1a-torture` is taken by the heading *a. Torture* | choose another id",
    ];
    reserved_id: |a| a.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Work {#full}") => [
        "content/reports/freeland/2019-office.md:37:1 E0202 the id `full` is kept for a page of the report itself",
    ];
    heading_with_a_script: |a| a.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Work {onclick=x}") => [
        "content/reports/freeland/2019-office.md:37:1 E0202 the heading has an attribute | a heading takes `{#id}` and `{.topic-…}` only",
    ];
    skipped_level: |a| a.edit(OFFICE_2019, "### a. Torture", "#### a. Torture") => [
        "content/reports/freeland/2019-office.md:23:1 E0202 this heading of level 4 follows one of level 2 | write it with 3 `#` marks",
    ];
    first_level_heading: |a| a.edit(OFFICE_2019, "## Section 3. Work", "# Section 3. Work") => [
        "content/reports/freeland/2019-office.md:37:1 E0202 a heading of the first level stands in the text | the report's title stands in the front matter",
    ];
    link_to_no_section: |a| a.edit(OFFICE_2019, "#1a-torture)", "#1a-tortur)") => [
        "content/reports/freeland/2019-office.md:25:…E0402 no section or paragraph `1a-tortur` in content/reports/freeland/2018-office.md | did you mean `1a-torture`?",
    ];
    link_to_no_paragraph: |a| a.edit(OFFICE_2019, "(#1a-torture-p1)", "(#1a-torture-p9)") => [
        "content/reports/freeland/2019-office.md:35:…E0402 no section or paragraph `1a-torture-p9`",
    ];
    link_to_no_file: |a| a.edit(OFFICE_2019, "(2018-office.md#1a-torture)", "(2017-office.md)") => [
        "content/reports/freeland/2019-office.md:25:…E0402 there is no file content/reports/freeland/2017-office.md | did you mean",
    ];
    link_to_a_draft: |a| a.edit(OFFICE_2018, "status: published", "status: draft") => [
        "content/reports/freeland/2019-office.md:25:…E0402 the link leads to content/reports/freeland/2018-office.md, which readers do not see: its status is `draft`",
    ];
    link_without_scheme: |a| a.edit(OFFICE_2019, "(2018-office.md#1a-torture)", "(www.example.org/x)") => [
        "content/reports/freeland/2019-office.md:25:…E0402 there is no file `static/www.example.org/x` | a web address begins with its scheme: `https://www.example.org/x`",
    ];
    link_with_a_script: |a| a.edit(OFFICE_2019, "(2018-office.md#1a-torture)", "(java&#115;cript:alert)") => [
        "content/reports/freeland/2019-office.md:25:…E0203 a link may not begin with `javascript` | expected `https:`",
    ];
    image_of_another_host: |a| a.edit(OFFICE_2019, "A second paragraph.", "![x](https://example.org/x.png)") => [
        "content/reports/freeland/2019-office.md:27:1 E0204 the image `https://example.org/x.png` is not a file of the archive | put the image into `static/`",
    ];
    footnote_without_text: |a| a.edit(OFFICE_2019, "[^1]: As", "[^2]: As") => [
        "content/reports/freeland/2019-office.md:25:…E0205 no footnote `[^1]` is defined | write `[^1]: …` on a line of its own",
        "content/reports/freeland/2019-office.md:41:1 E0205 no text marks this footnote",
    ];
    nested_too_deep: |a| a.edit(OFFICE_2019, "A second paragraph.", &format!("{} x", "> ".repeat(100))) => [
        "content/reports/freeland/2019-office.md:27:…E0201 markup is nested deeper than 24 levels",
    ];
    file_too_large: |a| {
        a.edit("rightsbook.toml", "title", "# small\ntitle");
        a.write("rightsbook.toml", &(a.read("rightsbook.toml") + "[limits]\nfile_bytes = 2000\n"));
        a.write("content/pages/long.md", &format!("---\ntitle: Long\n---\n{}", "long ".repeat(500)));
    } => [
        "content/pages/long.md E0003 this file has 2520 bytes; the limit is 2000 | split the report, or raise `file_bytes`",
    ];
    too_many_pages: |a| a.write("rightsbook.toml", &(a.read("rightsbook.toml") + "[limits]\npages = 10\n")) => [
        "rightsbook.toml E0405 the site would have … pages; the limit is 10 | raise `pages` under `[limits]`",
    ];
    utf_16: |a| a.write_bytes("content/pages/about.md", b"\xFF\xFEa\0b\0") => [
        "content/pages/about.md E0001 this file is UTF-16, not UTF-8 | save the file as UTF-8 text",
    ];
    not_utf_8: |a| a.write_bytes("content/pages/about.md", b"---\ntitle: caf\xE9\n---\n") => [
        "content/pages/about.md E0001 byte 0xE9 in line 2 (offset 14) is not UTF-8",
    ];
    nul_byte: |a| a.write_bytes("content/pages/about.md", b"---\ntitle: x\n---\n\0") => [
        "content/pages/about.md E0001 there is a NUL byte in line 4",
    ];
    unknown_folder: |a| a.write("content/reprots/x.md", "x") => [
        "content/reprots/x.md E0004 nothing reads the folder `content/reprots` | did you mean `reports`?",
    ];
    bad_file_name: |a| a.write("content/pages/My Notes.md", "---\ntitle: Notes\n---\n") => [
        "content/pages/My Notes.md E0007 `My Notes` cannot be an id | rename the file to `my-notes.md`",
    ];
    bad_static_name: |a| a.write("static/my map.svg", "<svg/>") => [
        "static/my map.svg E0007 the name of this file would have to be encoded in addresses",
    ];
    taken_url: |a| a.write("content/countries/topics.md", "---\nname: Topics\n---\n") => [
        "content/countries/topics.md E0404 the address /topics/ is taken by the archive itself | rename the file",
    ];
    broken_template: |a| a.write("templates/years.html", "{% extends \"base.html\" %}\n{% block main %}{{ nothing.here }}{% endblock main %}\n") => [
        "templates/years.html:2:…E0501 …",
    ];
    template_that_does_not_parse: |a| a.write("templates/years.html", "{% if %}\n") => [
        "templates/years.html:1:…E0501 …",
    ];
    template_with_a_foreign_script: |a| a.write("templates/404.html", "<!doctype html><title>x</title><script src=\"https://example.org/x.js\"></script>") => [
        "templates E0601 the page /404.html …",
        "templates E0601 the page /404.html …",
        "templates E0601 the page /404.html …",
        "templates E0601 the page /404.html …",
    ];
    link_that_would_be_markup: |a| a.edit("content/pages/about.md", "Made up.", "[x](<#&quot;&gt;&lt;meta http-equiv=refresh&gt;>)") => [
        "content/pages/about.md:4:…E0402 no heading `…` in content/pages/about.md",
    ];
    link_to_no_heading_of_a_page: |a| a.edit(OFFICE_2019, "(2018-office.md#1a-torture)", "(../../pages/about.md#methd)") => [
        "content/reports/freeland/2019-office.md:25:…E0402 no heading `methd` in content/pages/about.md",
    ];
    template_that_sends_readers_away: |a| a.write("templates/404.html", &rightsbook::builtin::TEMPLATES[0].1.replace("{% block main -%}", "{% block main -%}<meta http-equiv=\"refresh\" content=\"0;url=https://example.org\">")) => [
        "templates E0601 the page /404.html has a `<meta http-equiv=refresh>`, which its policy blocks",
    ];
    web_address_without_slashes: |a| a.edit(OFFICE_2019, "(2018-office.md#1a-torture)", "(https:example.org)") => [
        "content/reports/freeland/2019-office.md:25:…E0402 a web address has `//` behind its scheme",
    ];
    footnote_in_a_heading: |a| a.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Work[^1]") => [
        "content/reports/freeland/2019-office.md:37:…E0205 the footnote `[^1]` is marked in a heading | move the mark",
    ];
    footnote_inside_a_quotation: |a| a.edit(OFFICE_2019, "A second paragraph.", "> [^9]: inside") => [
        "content/reports/freeland/2019-office.md:27:…E0205 the footnote `[^9]` is defined inside another block",
    ];
    id_like_that_of_a_paragraph: |a| a.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Work {#p3}") => [
        "content/reports/freeland/2019-office.md:37:1 E0202 the id `p3` reads like that of a paragraph or a note",
    ];
    id_too_long: |a| a.edit(OFFICE_2019, "## Section 3. Work", &format!("## Section 3. Work {{#{}}}", "a".repeat(200))) => [
        "content/reports/freeland/2019-office.md:37:1 E0202 the id has 200 letters; the limit is 100",
    ];
    static_file_where_a_folder_is_needed: |a| a.write("static/topics", "x") => [
        "static/topics E0404 this file would stand at /topics, where pages need a folder | rename the file",
    ];
    static_file_that_is_the_manifest: |a| a.write("static/MANIFEST.sha256", "x") => [
        "static/MANIFEST.sha256 E0404 the address /MANIFEST.sha256 is taken by the archive itself",
    ];
    file_where_a_folder_is_expected: |a| a.write("static", "x") => [
        "static E0004 `static` is a file, and a folder is expected here",
    ];
    five_hundred_equal_mistakes: |a| a.edit(OFFICE_2019, "A second paragraph.", &"[x](#nowhere) ".repeat(500)) => [
        "content/reports/freeland/2019-office.md:27:1 E0402 no section or paragraph `nowhere`",
    ];
    base_url_with_two_slashes: |a| a.write("rightsbook.toml", "title = \"x\"\nbase_url = \"https://example.org//other/\"\n") => [
        "rightsbook.toml:2:12 E0104 `base_url` is `https://example.org//other/`: its path has an empty part, `.` or `..`",
    ];
    entity_of_an_unknown_kind: |a| a.write("content/organisations/dce.md", "---\nname: DCE\nkind: movment\n---\n") => [
        "content/organisations/dce.md:3:7 E0104 `kind` is `movment` | expected one of `party`, `movement`,… | did you mean `movement`?",
    ];
    person_without_a_role: |a| a.write("content/people/doe.md", "---\nname: Jo Doe\n---\n") => [
        "content/people/doe.md:2:1 E0103 the entity's front matter has no `role` | write `role: chair of a trade union`",
    ];
    entity_that_names_what_is_not_there: |a| {
        a.write("content/cases/ban.md", "---\nname: The ban\n---\n");
        a.write("content/laws/code.md", "---\nname: The Code\nkind: code\ntopics: [tortur]\nrelated: [cases/bann, case/ban]\naliases: [{name: X, publisher: ofice}]\nsources: [reports/freeland/2019-office.md#1a-tortur, x]\n---\n");
    } => [
        "content/laws/code.md:4:10 E0302 there is no topic `tortur` | did you mean `torture`?",
        "content/laws/code.md:5:11 E0401 there is no `content/cases/bann.md` | did you mean `ban`?",
        "content/laws/code.md:5:23 E0104 `related` names `case/ban` | expected a folder and an id, as in `people/some-name`; folders: cases, people",
        "content/laws/code.md:6:32 E0401 there is no publisher `ofice` | did you mean `office`?",
        "content/laws/code.md:7:11 E0402 no section or paragraph `1a-tortur` in content/reports/freeland/2019-office.md | did you mean `1a-torture`?",
        "content/laws/code.md:7:54 E0104 `sources` names `x` | expected a report and a section of it",
    ];
    name_that_two_entities_claim: |a| {
        a.write("content/places/north.md", "---\nname: North\nkind: city\n---\n");
        a.write("content/places/region.md", "---\nname: Northern Region\nkind: region\naliases: [North]\n---\n");
    } => [
        "content/places/region.md:4:11 E0403 the name `north` is claimed by content/places/north.md too | a name has to lead to one of them",
    ];
    entity_in_a_folder_of_its_own: |a| a.write("content/people/a/doe.md", "x") => [
        "content/people/a/doe.md E0004 nothing reads folders inside `content/people` | move the file to `content/people/`",
    ];
    broken_settings: |a| a.write("rightsbook.toml", "title = \"x\"\nbase_url = \"example.org\"\nsplit_depth = 9\n") => [
        "rightsbook.toml:2:12 E0104 `base_url` is `example.org`: it does not begin with `https://` or `http://` | expected a web address",
        "rightsbook.toml:3:15 E0104 `split_depth` is 9 | expected a whole number from 2 to 6",
    ];
    settings_that_do_not_parse: |a| a.write("rightsbook.toml", "title = \n") => [
        "rightsbook.toml:1:… E0101 …",
    ];
}

#[cfg(unix)]
#[test]
fn symbolic_link() {
    wrong(
        |a| {
            a.remove("content/pages/about.md");
            std::os::unix::fs::symlink("/etc/hostname", a.root.join("content/pages/about.md"))
                .unwrap();
        },
        &[
            "content/pages/about.md E0002 this is a symbolic link, and links are not followed | put the file itself here",
        ],
    );
}

#[test]
fn warnings_stop_a_strict_build_only() {
    let archive = Archive::new();
    archive.write("content/reports/freeland/notes.txt", "x");
    let loose = archive.command(&["build"]).output().unwrap();
    let told = String::from_utf8_lossy(&loose.stderr).into_owned();
    assert_eq!(loose.status.code(), Some(0), "{told}");
    assert!(told.contains("warning[E0005]: nothing reads this file"), "{told}");
    let strict = archive.command(&["build", "--strict"]).output().unwrap();
    assert_eq!(strict.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&strict.stderr).contains("`--strict` takes warnings for errors")
    );
}

#[test]
fn wrong_usage_is_told_as_such() {
    let archive = Archive::new();
    for arguments in [
        &["bild"][..],
        &["build", "--base-url", "nonsense"],
        &["build", "-j", "0"],
        &["build", "--links", "x"],
    ] {
        assert_eq!(
            archive.command(arguments).output().unwrap().status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
    let lost = archive.command(&["-C", "nowhere", "build"]).output().unwrap();
    assert_eq!(lost.status.code(), Some(3));
    let empty = archive.command(&["-C", "content", "check"]).output().unwrap();
    assert_eq!(empty.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&empty.stderr).contains("no `rightsbook.toml` in"));
}

#[test]
fn problems_look_so() {
    let archive = Archive::new();
    archive.edit(OFFICE_2019, "## Section 3. Work", "## Section 3. Works and Days");
    archive.edit(WATCH_2018, "status: published", "status: publishd");
    let output = archive.command(&["check"]).output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
    let output = archive.command(&["check", "--format", "github"]).output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}
