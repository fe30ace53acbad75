//! Forms of English words that no ending tells.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::word;

const FORMS: &[(&str, &[&str])] = &[
    ("be", &["is", "are", "was", "were", "been", "being", "am"]),
    ("have", &["has", "had", "having"]),
    ("do", &["does", "did", "done"]),
    ("will", &["would"]),
    ("can", &["could", "may", "might"]),
    ("percent", &["%"]),
    ("arise", &["arose", "arisen"]),
    ("become", &["became"]),
    ("begin", &["began", "begun"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("deal", &["dealt"]),
    ("draw", &["drew", "drawn"]),
    ("fall", &["fell", "fallen"]),
    ("feel", &["felt"]),
    ("fight", &["fought"]),
    ("find", &["found"]),
    ("forbid", &["forbade", "forbidden"]),
    ("get", &["got"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone"]),
    ("grow", &["grew", "grown"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("mean", &["meant"]),
    ("meet", &["met"]),
    ("oversee", &["oversaw", "overseen"]),
    ("pay", &["paid"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("seek", &["sought"]),
    ("send", &["sent"]),
    ("show", &["shown"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("stand", &["stood"]),
    ("strike", &["struck", "stricken"]),
    ("take", &["took", "taken"]),
    ("teach", &["taught"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
    ("undergo", &["underwent", "undergone"]),
    ("undertake", &["undertook", "undertaken"]),
    ("uphold", &["upheld"]),
    ("win", &["won"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("write", &["wrote", "written"]),
];

/// The form that a dictionary has, of a word in lower case.
pub(super) fn base(word: &str) -> &str {
    static BASES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let all = FORMS.iter().flat_map(|(base, forms)| forms.iter().map(|form| (*form, *base)));
        all.collect()
    });
    BASES.get(word).copied().unwrap_or(word)
}

/// The key of "have" in all its forms.
pub(super) fn have() -> u64 {
    static HAVE: LazyLock<u64> = LazyLock::new(|| word::key_of("have"));
    *HAVE
}

/// Words that turn a statement round.
pub(super) fn is_negation(word: &str) -> bool {
    matches!(word, "no" | "not" | "never" | "none" | "nobody" | "without" | "cannot" | "nor")
}
