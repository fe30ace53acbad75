//! The words of the frame: what a page says of itself, in the language that it speaks.
//!
//! English stands in the templates and in the code, and is the key: `What changed` is looked up in
//! the table of a language, and said in English where the table does not have it. A value stands
//! in a key as `{name}`. Where a number decides about the form, the key is the English plural and
//! the table has the forms by their CLDR categories.

mod called;
mod date;
mod plural;
mod read;

pub use called::{english_name, own_name, primary};
pub use plural::Category;
pub use read::{placeholders, table};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::direction;
use crate::digest::Digest;

/// A string that is looked up later: gives it back. Marks it as a key where it is born.
pub const fn key(key: &'static str) -> &'static str {
    key
}

/// What a table has for a key.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Said {
    /// One wording.
    Text(String),
    /// A wording for each category that the language knows; `other` stands in for those that are not there.
    Forms(BTreeMap<Category, String>),
}

/// The words of a language, by their English.
pub type Table = BTreeMap<String, Said>;

/// A language that pages speak.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Tongue {
    /// Its tag: `ru`.
    pub tag: String,
    /// Which way it is written.
    pub direction: &'static str,
    /// The language that the archive's own words are in: names, topics, pages of the editors.
    pub archive: String,
    words: Table,
    /// The archive's own words in this language: names of countries, labels of topics.
    names: BTreeMap<String, String>,
    rule: plural::Rule,
    separator: String,
}

impl Tongue {
    fn new(tag: &str, words: Table) -> Self {
        let separator = match words.get("12,246") {
            Some(Said::Text(text)) => text.trim_matches(|c: char| c.is_numeric()).to_owned(),
            _ => ",".to_owned(),
        };
        Self {
            tag: tag.to_owned(),
            direction: direction(tag),
            archive: tag.to_owned(),
            rule: plural::rule(tag),
            words,
            names: BTreeMap::new(),
            separator,
        }
    }

    /// A string in this language.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        match self.words.get(key) {
            Some(Said::Text(text)) => text,
            _ => key,
        }
    }

    /// A string in this language, its values put in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.say(key), |name| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    /// The form of a string for a number: `{n} sections`, its values not put in yet.
    pub fn form<'a>(&'a self, count: u64, one: &'a str, many: &'a str) -> &'a str {
        let key = many;
        match self.words.get(key) {
            Some(Said::Forms(forms)) => {
                let form = forms.get(&self.rule.category(count));
                form.or_else(|| forms.get(&Category::Other)).map_or(key, String::as_str)
            }
            Some(Said::Text(text)) => text,
            None if count == 1 => one,
            None => many,
        }
    }

    /// A number and what is counted.
    pub fn count(&self, count: u64, one: &str, many: &str) -> String {
        let number = self.number(count);
        fill(self.form(count, one, many), |name| (name == "n").then(|| number.clone()))
    }

    /// A number, its thousands apart: `12,246`.
    pub fn number(&self, count: u64) -> String {
        grouped(count, &self.separator)
    }

    /// The archive's own word in this language, where it has one.
    pub fn name<'a>(&'a self, name: &'a str) -> &'a str {
        self.known_name(name).unwrap_or(name)
    }

    /// The archive's own word in this language; none where it has none, or needs none.
    pub fn known_name(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// Whether a text of this language needs no mark here.
    pub fn is(&self, language: &str) -> bool {
        language == self.tag
            || (primary(language) == primary(&self.tag) && direction(language) == self.direction)
    }

    /// Whether all is said as it is written in code and templates.
    pub fn is_english(&self) -> bool {
        primary(&self.tag) == "en"
    }

    /// Whether it has words of its own for a key.
    pub fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    /// What it has for a key.
    pub fn said(&self, key: &str) -> Option<&Said> {
        self.words.get(key)
    }
}

/// A number, its thousands apart: `12,246`.
pub fn grouped(count: u64, separator: &str) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// Puts values into a string. What has no value stays as it is.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = behind.split_once('}') else {
            out.push('{');
            rest = behind;
            continue;
        };
        match value(name) {
            Some(value) => out.push_str(&value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Names of the archive's own by language: `ru` → `Kazakhstan` → `Казахстан`.
pub type Names = BTreeMap<String, BTreeMap<String, String>>;

/// All languages that pages of an archive can speak.
#[derive(Clone, Debug)]
pub struct Tongues {
    all: BTreeMap<String, Arc<Tongue>>,
    /// That of the archive's own pages.
    archive: Arc<Tongue>,
    digest: Digest,
}

impl Tongues {
    /// Puts the tables of an archive over the built-in ones. `language` is the archive's own.
    pub fn new(language: &str, tables: BTreeMap<String, Table>, mut names: Names) -> Self {
        let mut all: BTreeMap<String, Arc<Tongue>> = tables
            .into_iter()
            .map(|(tag, table)| {
                let mut tongue = Tongue::new(&tag, table);
                language.clone_into(&mut tongue.archive);
                if !tongue.is(language) {
                    tongue.names = names.remove(&tag).unwrap_or_default();
                }
                (tag, Arc::new(tongue))
            })
            .collect();
        let english = all.entry("en".to_owned()).or_insert_with(|| {
            let mut tongue = Tongue::new("en", Table::new());
            language.clone_into(&mut tongue.archive);
            Arc::new(tongue)
        });
        let english = Arc::clone(english);
        let archive = find(&all, language).map_or(english, Arc::clone);
        let digest = Digest::of(&(language, &all));
        Self { all, archive, digest }
    }

    /// The language of the archive's own pages.
    pub fn archive(&self) -> &Tongue {
        &self.archive
    }

    /// The language that a page speaks whose text is in `language`: that, where there is a table
    /// for it, else the archive's.
    pub fn of_text(&self, language: &str) -> &Tongue {
        find(&self.all, language).unwrap_or(&self.archive)
    }

    /// The tongue of a tag that pages bear.
    pub fn get(&self, tag: &str) -> &Tongue {
        find(&self.all, tag).unwrap_or(&self.archive)
    }

    /// Every language, by its tag.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Tongue>> {
        self.all.values()
    }

    /// Digest of all words.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The languages that pages with texts in these languages speak.
    pub fn spoken<'a>(&self, texts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
        let mut tags: BTreeSet<String> =
            texts.map(|language| self.of_text(language).tag.clone()).collect();
        tags.insert(self.archive.tag.clone());
        tags
    }
}

impl Default for Tongues {
    fn default() -> Self {
        Self::new("en", BTreeMap::new(), Names::new())
    }
}

fn find<'t>(all: &'t BTreeMap<String, Arc<Tongue>>, language: &str) -> Option<&'t Arc<Tongue>> {
    let of_same_script = |tongue: &&Arc<Tongue>| tongue.direction == direction(language);
    all.get(language).or_else(|| all.get(primary(language)).filter(of_same_script))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn russian() -> Tongue {
        let text = "\"12,246\" = \"12\u{a0}246\"\n\"Topics\" = \"Темы\"\n\"{a} of {b}\" = \"{b}: {a}\"\n[\"{n} sections\"]\none = \"{n} раздел\"\nfew = \"{n} раздела\"\nmany = \"{n} разделов\"\nother = \"{n} раздела\"\n";
        let found = table(&crate::path::SourcePath::new("ru.toml"), text, "ru", |_| true, &[]);
        assert_eq!(found.problems, []);
        Tongue::new("ru", found.value)
    }

    #[test]
    fn strings_are_said_in_the_language_or_else_in_english() {
        let tongue = russian();
        assert_eq!((tongue.say("Topics"), tongue.say("Years")), ("Темы", "Years"));
        assert_eq!(tongue.fill("{a} of {b}", &[("a", "1"), ("b", "{a}")]), "{a}: 1");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([7, 12_246, 1_000_000].map(|n| grouped(n, ",")), ["7", "12,246", "1,000,000"]);
    }

    #[test]
    fn a_number_decides_about_the_form() {
        let tongue = russian();
        let said = |n| tongue.count(n, "{n} section", "{n} sections");
        assert_eq!(
            [1, 3, 5, 11, 21, 12_246].map(said),
            [
                "1 раздел",
                "3 раздела",
                "5 разделов",
                "11 разделов",
                "21 раздел",
                "12\u{a0}246 разделов"
            ]
        );
        let english = Tongue::new("en", Table::new());
        assert_eq!(english.count(1, "{n} section", "{n} sections"), "1 section");
        assert_eq!(english.count(12_246, "{n} section", "{n} sections"), "12,246 sections");
    }

    #[test]
    fn a_text_without_a_table_gets_the_archives_language() {
        let tables = BTreeMap::from([("ru".to_owned(), Table::new())]);
        let tongues = Tongues::new("ru-KZ", tables.clone(), Names::new());
        assert_eq!(tongues.archive().tag, "ru");
        assert_eq!(
            [tongues.of_text("en-GB").tag.as_str(), tongues.of_text("ky").tag.as_str()],
            ["en", "ru"]
        );
        // Without a table for the archive's language, its pages speak English.
        assert_eq!(Tongues::new("ar", tables.clone(), Names::new()).archive().tag, "en");
        // A table in one script does not serve a text in another that runs the other way.
        assert_eq!(Tongues::new("ru-Arab", tables, Names::new()).archive().tag, "en");
    }
}
