//! Keys of the TOML files: topics, outlines, settings.

use super::form::Form::{BaseUrl, Flag, Id, Language, List, Names, Number, Table, Text, Word};
use super::form::{Key, may, need};

pub(super) const TOPICS: &[Key] =
    &[may("topic", List(&Table(TOPIC)), "The topics, in the order in which pages show them.")];

const TOPIC: &[Key] = &[
    need("id", Id, "Stands in addresses and outlines; do not change it once it is published."),
    need("label", Text, "What readers see."),
    may("labels", Names, "The same in other languages, by language tag."),
    may("broader", Id, "The topic one level up."),
    may("related", List(&Id), "Topics worth a look from here."),
    may("alt", List(&Text), "Other words for it."),
    may("scope", Text, "What belongs to it, in a sentence."),
    may("sensitive", Flag, "Puts a note on its pages that people in the texts need care."),
];

pub(super) const OUTLINE: &[Key] = &[
    need("publisher", Id, "Whose outlines these are."),
    may("scheme", List(&Table(SCHEME)), "One scheme for each edition whose headings differ."),
];

const SCHEME: &[Key] = &[
    need("id", Text, "What reports name as their outline."),
    may("covers", Number(1900, 2200), "The coverage year, for editors only."),
    may("inherits", Text, "The scheme that this one changes."),
    may("lead", Id, "The topic of text before the first heading."),
    may("drop", List(&Table(DROP)), "Inherited headings that this edition does not have."),
    may("headings", List(&Table(HEADING)), "Headings that are new or differ."),
];

const DROP: &[Key] = &[
    need("heading", Text, "The heading as printed."),
    may("under", Text, "The heading above it."),
    may("note", Text, "A remark for editors."),
];

const HEADING: &[Key] = &[
    need("heading", Text, "The heading as printed."),
    may("under", Text, "A heading above it; left out at the top level."),
    need("topic", Id, "Its topic."),
    may(
        "match",
        Word(&["exact", "close", "wider", "narrower", "related"]),
        "How heading and topic fit; exact if left out.",
    ),
    may("also", List(&Id), "Further topics that are treated there."),
    may("note", Text, "A remark for editors; nothing shows it."),
];

pub(super) const CONFIG: &[Key] = &[
    need("title", Text, "What the archive is called, on every page."),
    may("description", Text, "One sentence, for the foot of the pages and for search engines."),
    need("base_url", BaseUrl, "Where the site will stand."),
    may("language", Language, "The language of everything but the reports' texts; en if left out."),
    may("repository", Text, "Where the link Report an error leads."),
    may("split_depth", Number(2, 6), "Headings down to this level get a page; 3 if left out."),
    may("carry", Table(CARRY), "What readers may carry away."),
    may("limits", Table(LIMITS), "Bounds against input that nobody meant."),
];

const CARRY: &[Key] = &[may(
    "zip",
    Flag,
    "Whether the site also stands in it as one file, site.zip; false if left out.",
)];

const LIMITS: &[Key] = &[
    may("file_bytes", Number(1024, 1 << 30), "The largest source file, in bytes."),
    may("nesting", Number(4, 100), "How deep markup may stand inside other markup."),
    may("pages", Number(1, 10_000_000), "How many pages the site may have."),
];
