//! Keys of a report's front matter.

use super::form::Form::{
    Anything, Coverage, Date, Id, Language, Like, List, Table, Text, WebOrUnknown, Word,
};
use super::form::{Key, may, need};

pub(super) const REPORT: &[Key] = &[
    need("title", Text, "The report's title."),
    need("publisher", Id, "Who issued it: the name of a file in content/publishers/."),
    need("country", Id, "What it is about: the name of a file in content/countries/."),
    need("covers", Coverage, "The time it covers: 2019, or 2018-07-01/2019-06-30."),
    need("edition", Text, "The publisher's own name for the edition."),
    need("published", Date, "When it appeared: 2020-03-11, 2020-03, 2020 or unknown."),
    need(
        "status",
        Word(&["published", "draft", "embargoed", "withdrawn"]),
        "Whether readers see it. Drafts show with --drafts only; the last two never.",
    ),
    may("added", Date, "When readers first got to see it here; feeds put what is new first."),
    need("language", Language, "The language of the text: en, kk."),
    need("kind", Word(&["verbatim", "translation", "digest"]), "Whose words these are."),
    may(
        "translates",
        Like(r"\.md$"),
        "The file of the original, as seen from that of a translation of it.",
    ),
    may("translator", Text, "Whose translation it is: publisher, archive, or a name."),
    need(
        "completeness",
        Word(&["full", "partial", "quoted"]),
        "How much of the edition the archive has; partial needs holds.",
    ),
    may("holds", List(&Text), "Labels of the parts that a partial copy has: 2.a, 4."),
    may("holds_note", Text, "Why the other parts are missing."),
    may(
        "outline",
        Id,
        "The scheme that its headings follow: an id of content/outlines/. Only a report that translates another may lack it.",
    ),
    need("source", Table(SOURCE), "Where the text came from."),
    need("licence", Table(LICENCE), "Under which terms the text is shown."),
    may("corrections", List(&Table(CORRECTION)), "What was put right since it appeared here."),
    may("dates", List(&Table(DATE)), "Dates of the text that the program reads wrongly."),
    may("extra", Anything, "Notes and data of your own; nothing reads them."),
];

const SOURCE: &[Key] = &[
    need("title", Text, "The title of the original."),
    may("url", WebOrUnknown, "Its address, or unknown."),
    may("retrieved", Date, "When it was fetched."),
    may("sha256", Like("^[0-9A-Fa-f]{64}$"), "The SHA-256 hash of the file that was read."),
];

const LICENCE: &[Key] = &[
    need("id", Text, "The name of the licence."),
    need(
        "display",
        Word(&["full", "excerpt", "metadata"]),
        "How much of the text may be shown: all, the first paragraph of each section, none.",
    ),
];

const CORRECTION: &[Key] = &[
    need("date", Date, "When it was put right."),
    may("section", Text, "The id of the section."),
    need("note", Text, "What was put right."),
];

const DATE: &[Key] = &[
    need("paragraph", Text, "The paragraph: the section's id and the number, 1c-torture-p3."),
    need("words", Text, "The words of the paragraph that tell the date."),
    need("date", Text, "The date as EDTF writes it (2018-03-13, 2018-03, 2011/..), or none."),
];
