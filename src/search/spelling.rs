//! One word, two spellings: British and American English are found under either.
//!
//! A word has its American spelling before it is stemmed, so that both have one term; and the
//! other spelling of each form stands among the forms, so that a reader finds a word in a spelling
//! that no text has. Rules know endings and not words: a spelling that nobody writes is one that
//! nobody looks for.

/// A word is a head, letters that are spelled in two ways, and an end.
struct Rule {
    british: &'static str,
    american: &'static str,
    /// What may follow.
    ends: &'static [&'static str],
    /// How many letters stand before at least.
    least: usize,
    /// The last of them is one of these; any if there are none.
    after: &'static str,
    /// Heads that end like this have one spelling for all: `superv-ise`, `comp-rise`.
    not_after: &'static [&'static str],
}

const RULES: &[Rule] = &[
    // organise, organisation: not the short ones, `raise` and `arise`.
    Rule {
        british: "is",
        american: "iz",
        ends: &[
            "e", "es", "ed", "er", "ers", "ing", "ings", "ingly", "able", "ation", "ations",
            "ational",
        ],
        least: 3,
        after: "",
        not_after: &[
            "a", "ast", "dem", "desp", "eat", "ert", "franch", "mc", "nc", "nd", "o", "parad",
            "pr", "prem", "prom", "rc", "rec", "sunr", "surm", "u", "v", "w", "xc",
        ],
    },
    // labour, behaviour, favourable: neither `four` nor `detour`.
    Rule {
        british: "our",
        american: "or",
        ends: &[
            "", "s", "ed", "er", "ers", "ing", "able", "ably", "al", "ally", "ite", "ites", "hood",
            "hoods", "less",
        ],
        least: 3,
        after: "bdgilmnpv",
        not_after: &[],
    },
    // centre, theatre, metre, litre.
    Rule {
        british: "tre",
        american: "ter",
        ends: &["", "s"],
        least: 2,
        after: "aein",
        not_after: &[],
    },
    whole("defenc", "defens", &["e", "es", "eless"]),
    whole("offenc", "offens", &["e", "es"]),
    whole("licenc", "licens", &["e", "es", "ed", "ing"]),
    whole("programme", "program", &["", "s"]),
];

const fn whole(
    british: &'static str,
    american: &'static str,
    ends: &'static [&'static str],
) -> Rule {
    Rule { british, american, ends, least: 0, after: "", not_after: &[] }
}

impl Rule {
    /// A folded word with `to` where it has `from`.
    fn apply(&self, word: &str, from: &str, to: &str) -> Option<String> {
        self.ends.iter().find_map(|end| {
            let head = word.strip_suffix(end)?.strip_suffix(from)?;
            let fits = head.len() >= self.least
                && (self.after.is_empty() || head.ends_with(|c| self.after.contains(c)))
                && !self.not_after.iter().any(|other| head.ends_with(other));
            fits.then(|| [head, to, end].concat())
        })
    }
}

/// The American spelling of a folded word; nothing where it has that already.
pub(super) fn american(word: &str) -> Option<String> {
    RULES.iter().find_map(|rule| rule.apply(word, rule.british, rule.american))
}

/// The other spelling of a folded word, if rules know one.
pub(super) fn other(word: &str) -> Option<String> {
    american(word)
        .or_else(|| RULES.iter().find_map(|rule| rule.apply(word, rule.american, rule.british)))
}
