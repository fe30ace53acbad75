//! Search: what is in the index, what must not be, and what its page offers without scripts.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, report};

/// A file of the index, unpacked.
fn unpacked(archive: &Archive, name: &str) -> Vec<u8> {
    let bytes = &archive.tree("public")[&format!("search/{name}.bin")];
    miniz_oxide::inflate::decompress_to_vec(bytes).unwrap()
}

fn number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (first, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        number |= u32::from(first & 127) << shift;
        shift += 7;
        if first & 128 == 0 {
            return number;
        }
    }
}

/// An index as a browser reads it, of an archive that has one file of each kind.
struct Index {
    facts: Value,
    sections: Value,
    forms: BTreeMap<String, Vec<String>>,
    lists: [Vec<Vec<u8>>; 2],
}

impl Index {
    fn of(archive: &Archive) -> Self {
        let facts: Value = serde_json::from_slice(&unpacked(archive, "index")).unwrap();
        let stamp = u32::try_from(facts["texts"]["stamp"].as_u64().unwrap()).unwrap().to_le_bytes();
        let words = unpacked(archive, "words-0");
        assert_eq!(words[..4], stamp);
        let forms = String::from_utf8(words[4..].to_vec()).unwrap();
        let forms = forms.lines().map(|line| {
            let (form, terms) = line.split_once(' ').unwrap();
            (form.to_owned(), terms.split(' ').map(str::to_owned).collect())
        });
        let lists = ["passages-0", "places-0"].map(|name| {
            let bytes = unpacked(archive, name);
            assert_eq!(bytes[..4], stamp, "{name} is of another index");
            let mut rest = &bytes[4..];
            let count = number(&mut rest);
            let sizes: Vec<u32> = (0..count).map(|_| number(&mut rest)).collect();
            let mut list = |size: &u32| {
                let (list, more) = rest.split_at(*size as usize);
                rest = more;
                list.to_vec()
            };
            sizes.iter().map(&mut list).collect()
        });
        let sections = serde_json::from_slice(&unpacked(archive, "sections-0")).unwrap();
        Self { facts, sections, forms: forms.collect(), lists }
    }

    /// Where a form stands: section's address, paragraph, word.
    fn places(&self, form: &str) -> Vec<(String, u32, u32)> {
        let mut found = Vec::new();
        for term in self.forms.get(form).into_iter().flatten().filter(|term| *term != "-") {
            let term: Vec<usize> =
                term.trim_end_matches('+').split('.').map(|n| n.parse().unwrap()).collect();
            let [mut passages, mut places] = [0, 1].map(|kind| &*self.lists[kind][term[1]]);
            let variants = number(&mut places);
            let mut unit = 0;
            while !passages.is_empty() {
                let step = number(&mut passages);
                unit += step >> 1;
                let count = if step & 1 == 1 { number(&mut passages) } else { 1 };
                let mut word = 0;
                for _ in 0..count {
                    let step = number(&mut places);
                    word += step / variants;
                    if step % variants == u32::try_from(term[2]).unwrap() {
                        let (section, paragraph) = self.unit(unit);
                        found.push((section, paragraph, word));
                    }
                }
            }
            assert!(places.is_empty());
        }
        found.sort();
        found
    }

    fn unit(&self, unit: u32) -> (String, u32) {
        let mut first = 0;
        let counts = self.facts["texts"]["paragraphs"].as_array().unwrap();
        for (section, count) in self.sections.as_array().unwrap().iter().zip(counts) {
            let next = first + 1 + u32::try_from(count.as_u64().unwrap()).unwrap();
            if unit < next {
                return (section[0].as_str().unwrap().to_owned(), unit - first);
            }
            first = next;
        }
        panic!("no section has {unit}")
    }

    /// Where words stand side by side.
    fn phrase(&self, words: &[&str]) -> Vec<(String, u32)> {
        let all: Vec<_> = words.iter().map(|word| self.places(word)).collect();
        let follows = |(url, paragraph, word): &&(String, u32, u32)| {
            (0..).zip(&all).all(|(n, at)| at.contains(&(url.clone(), *paragraph, word + n)))
        };
        all[0].iter().filter(follows).map(|(url, n, _)| (url.clone(), *n)).collect()
    }
}

#[test]
fn words_lead_to_their_paragraphs_in_all_their_forms() {
    let mut archive = Archive::new();
    archive.build();
    let index = Index::of(&archive);
    let torture = "freeland/2019/office/1a-torture/".to_owned();
    let found = index.places("observers");
    assert!(found.contains(&(torture.clone(), 1, 0)), "{found:?}");
    // One term, two forms.
    let [one, other] = ["paragraph", "cases"].map(|form| index.forms[form][0].clone());
    assert_ne!(one, other);
    assert!(index.places("torture").contains(&(torture.clone(), 0, 0)), "headings are found");
    assert_eq!(index.forms["the"], ["-"]);
    let phrase = index.phrase(&["observers", "reported", "12", "cases"]);
    assert_eq!(phrase, [(torture, 1)]);
    assert!(index.phrase(&["reported", "observers"]).is_empty());
    // A run-in heading stands on the page around it.
    let cells = index.places("cells");
    assert!(cells.iter().any(|(url, n, _)| url.contains("1a-torture/#") && *n == 1), "{cells:?}");
    let facts = &index.facts;
    assert_eq!(facts["reports"].as_array().unwrap().len(), 3);
    assert_eq!(facts["reports"][0]["country"], serde_json::json!(["freeland", "Freeland"]));
    let sections: u64 =
        facts["reports"].as_array().unwrap().iter().map(|r| r["sections"].as_u64().unwrap()).sum();
    assert_eq!(facts["sections"].as_array().unwrap().len() as u64, sections);
    assert_eq!(index.sections.as_array().unwrap().len() as u64, sections);
}

#[test]
fn a_spelling_that_no_text_has_finds_the_other() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "A second paragraph.", "Forced labour, and a recognized union.");
    archive.build();
    let index = Index::of(&archive);
    for (written, other) in [("labour", "labor"), ("recognized", "recognised")] {
        let list = |form: &str| index.forms[form][0].rsplit_once('.').unwrap().0.to_owned();
        assert_eq!(list(written), list(other));
        assert_eq!(index.places(written).len(), 1, "{written}");
        assert!(index.places(other).is_empty(), "{other} stands nowhere");
    }
}

#[test]
fn an_entity_is_found_under_each_of_its_names() {
    let mut archive = Archive::new();
    archive.write(
        "content/people/doe.md",
        "---\nname: Joan Doë\nrole: editor\naliases:\n  - {name: Joanna Dow}\n---\nMade up.\n",
    );
    archive.edit(OFFICE_2019, "A second paragraph.", "A court fined Joan Doë again.");
    archive.build();
    let index = Index::of(&archive);
    let here = [("freeland/2019/office/1a-torture/".to_owned(), 2)];
    assert_eq!(index.phrase(&["joan", "doe"]), here);
    assert_eq!(index.phrase(&["joanna", "dow"]), here, "the passage has another name");
    let page = archive.page("search/");
    assert!(
        page.contains("<a href=\"../people/doe/\" data-names=\"Joanna Dow|\">Joan Doë</a>"),
        "{page}"
    );
}

#[test]
fn what_is_not_shown_is_not_in_the_index() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "display: full", "display: excerpt");
    archive.edit(OFFICE_2019, "A second paragraph.", "A zzexcerpted canary.");
    let draft = report("office", 2020, "full", "\nA zzdraft canary.\n");
    archive.write(
        "content/reports/freeland/2020-office.md",
        &draft.replace("status: published", "status: draft").replace("Freeland 2020", "zztitle"),
    );
    archive.edit(OFFICE_2018, "Observers", "zzmetadata observers");
    archive.edit(OFFICE_2018, "display: full", "display: metadata");
    archive.build();
    for (name, _) in archive.tree("public").into_iter().filter(|(n, _)| n.starts_with("search/")) {
        if let Some(name) = name.strip_prefix("search/").and_then(|name| name.strip_suffix(".bin"))
        {
            let bytes = unpacked(&archive, name);
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains("zz") && !text.contains("canary"), "search/{name}.bin");
        }
    }
    let index = Index::of(&archive);
    assert!(index.places("observers").iter().all(|(url, ..)| !url.contains("2018")));
    assert!(!archive.page("search/").contains("zz"));
    // What was published and is no more goes from the index too.
    archive.edit(OFFICE_2018, "status: published", "status: withdrawn");
    archive.edit(OFFICE_2019, "See [2018](2018-office.md#1a-torture).", "");
    archive.build();
    let index = Index::of(&archive);
    assert_eq!(index.facts["reports"].as_array().unwrap().len(), 2);
    assert!(!index.sections.to_string().contains("2018/office"));
}

#[test]
fn the_same_texts_give_the_same_index() {
    let mut archive = Archive::new();
    archive.build();
    archive.edit(OFFICE_2019, "A second paragraph", "Another paragraph");
    archive.build();
    archive.build_cold("cold");
    assert!(archive.tree("cold") == archive.tree("public"));
}

#[test]
fn without_scripts_the_page_leads_by_topics_years_and_publishers() {
    let mut archive = Archive::new();
    archive.build();
    let page = archive.page("search/");
    for part in [
        "<a href=\"../topics/torture/\">Torture</a>",
        "<a href=\"../years/2019/\">2019</a>",
        "<a href=\"../freeland/\">Freeland</a>",
        "<a href=\"../publishers/office/\">The Office</a>",
        "data-root=\"../\" hidden>",
        "<option value=\"torture\">– Torture</option>",
        "<script src=\"../search.js\" defer></script>",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert!(
        archive.page("freeland/2019/office/1a-torture/").contains("href=\"../../../../search/\"")
    );
    assert!(archive.read("public/sitemap.xml").contains("https://example.org/repo/search/<"));
}
