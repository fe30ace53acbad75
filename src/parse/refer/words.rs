//! The words by which texts of one language refer to sections and laws. Data, no rules.

/// What one language says.
pub(super) struct Words {
    /// Words for one section, lower case.
    pub(super) one: &'static [&'static str],
    /// Words for several.
    pub(super) many: &'static [&'static str],
    /// Words for a part that laws have more often than reports: only after a cue.
    pub(super) weak: &'static [&'static str],
    /// Words between the labels of a list.
    pub(super) joins: &'static [&'static str],
    /// Words before a reference that make it one: *see*, *noted in*.
    pub(super) cues: &'static [&'static str],
    /// Words before a part that make it one of a law: *under*, *violating*.
    pub(super) against: &'static [&'static str],
    /// Words behind a reference that say what it is a section of, and law words may follow.
    pub(super) within: &'static [&'static str],
    /// The word behind a label that says what it is a section of, if the language has one.
    pub(super) of: &'static [&'static str],
    /// What may follow `of` when the report means itself.
    pub(super) itself: &'static [&'static str],
    /// Words for laws; `закон*` stands for every word that begins so.
    pub(super) laws: &'static [&'static str],
}

const ENGLISH: Words = Words {
    one: &["section", "subsection", "sub-section"],
    many: &["sections", "subsections", "sub-sections"],
    weak: &[],
    joins: &["and", "or", "through", "to"],
    cues: &[
        "see",
        "refer",
        "refers",
        "cf",
        "discussed",
        "described",
        "noted",
        "mentioned",
        "reported",
        "covered",
        "detailed",
        "addressed",
        "outlined",
    ],
    against: &[
        "under",
        "of",
        "by",
        "to",
        "with",
        "per",
        "violate",
        "violates",
        "violated",
        "violating",
        "invoke",
        "invoked",
        "invoking",
        "amend",
        "amended",
        "amending",
        "repeal",
        "repealed",
    ],
    within: &["in", "under", "from", "to", "within"],
    of: &["of"],
    itself: &["this report", "this document", "this chapter", "the report", "the present report"],
    laws: &[
        "law",
        "laws",
        "act",
        "acts",
        "code",
        "codes",
        "constitution",
        "statute",
        "decree",
        "ordinance",
        "regulation",
        "convention",
        "charter",
        "treaty",
        "bill",
        "legislation",
        "amendment",
        "usc",
        "article",
        "articles",
        "order",
        "proclamation",
        "protocol",
    ],
};

const RUSSIAN: Words = Words {
    one: &["раздел", "разделе", "раздела", "разделу", "подраздел", "подразделе", "подраздела"],
    many: &["разделы", "разделах", "разделов", "подразделы", "подразделах"],
    weak: &["пункт", "пункте", "пункта", "пункты", "пунктах", "параграф", "параграфе"],
    joins: &["и", "или", "по"],
    cues: &["см", "смотри", "смотрите", "описано", "отмечено", "указано", "говорится"],
    against: &["по", "согласно", "нарушение", "нарушив", "нарушении", "соответствии"],
    within: &["в", "из"],
    of: &[],
    itself: &["настоящего доклада", "этого доклада", "данного доклада", "доклада"],
    laws: &[
        "закон*",
        "кодекс*",
        "стать*",
        "конституци*",
        "указ",
        "указа",
        "постановлени*",
        "конвенци*",
        "устав*",
        "договор*",
        "положени*",
        "приказ*",
        "хартии",
        "протокол*",
        "ук",
        "упк",
    ],
};

/// The words of a report's language, if a table knows them.
pub(super) fn of(language: &str) -> Option<&'static Words> {
    match primary(language) {
        "en" => Some(&ENGLISH),
        "ru" => Some(&RUSSIAN),
        _ => None,
    }
}

/// `en` of `en-GB`.
pub(super) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// Words that names hold without giving a letter to their acronym. One list for all languages:
/// that a Spanish *de* is small does no harm to English names.
pub(super) const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "against", "by", "for", "from", "in", "of", "on", "or", "the",
    "to", "with", "и", "в", "во", "на", "о", "об", "по", "с", "со", "за", "для", "при", "из", "от",
    "к", "de", "del", "der", "des", "die", "das", "du", "el", "en", "et", "für", "la", "las", "le",
    "les", "los", "und", "y", "e", "o", "da", "do", "dos", "di", "pour", "para", "sur",
];

/// Small words that may join two names: what stands before them may not belong to the second.
pub(super) const JOINING: &[&str] = &["and", "or", "и", "et", "und", "y", "e"];

/// Small words that hold a name together: *Committee for Security*.
pub(super) const LINKING: &[&str] = &[
    "of", "for", "against", "on", "de", "del", "des", "du", "der", "da", "do", "di", "für", "pour",
    "para", "по", "о", "об", "за", "для",
];

/// Small words that begin a name, unless a linking word stands before them.
pub(super) const ARTICLES: &[&str] = &["the", "la", "le", "les", "el", "las", "los", "die", "das"];

/// Beginnings after which a word begins anew: *nongovernmental* gives N and G.
pub(super) const PREFIXES: &[&str] =
    &["non", "anti", "counter", "inter", "intra", "multi", "retro", "tele", "trans"];

/// Whether a list holds a word, whatever its case.
pub(super) fn holds(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| match known.strip_suffix('*') {
        Some(stem) => begins(word, stem).is_some(),
        None => begins(word, known) == Some(word.len()),
    })
}

/// The bytes at the start of a text that are some lower-case word, whatever their case.
pub(super) fn begins(text: &str, word: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for w in word.chars() {
        let (_, c) = chars.next()?;
        if c != w && c.to_lowercase().next() != Some(w) {
            return None;
        }
    }
    Some(chars.offset())
}
