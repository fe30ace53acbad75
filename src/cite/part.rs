//! The section that is cited: what it is called and where in the report it stands.

/// A section that is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part<'a> {
    /// Its label as cited: `1.c`; empty if it has none of its own.
    pub label: &'a str,
    /// Its heading without the label.
    pub heading: &'a str,
    /// Whether the source has no heading there.
    pub lead: bool,
    /// Where it stands, if it has no label of its own.
    pub under: Under<'a>,
}

/// What stands around a section without a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Under<'a> {
    /// The heading of the section around it, where that has no label either; else empty.
    pub heading: &'a str,
    /// The label of the nearest section around it that has one; empty if none has.
    pub label: &'a str,
}

/// What a text before the first heading is called: no publisher printed that.
pub(super) const LEAD: &str = "[Lead, without a heading]";

impl Part<'_> {
    /// Its heading; of a lead, what it is.
    pub(super) fn name(&self) -> &str {
        if self.lead { LEAD } else { self.heading }
    }

    /// Its heading between quotation marks. A lead has none to quote.
    pub(super) fn quoted(&self) -> String {
        if self.lead { LEAD.to_owned() } else { format!("“{}”", self.heading) }
    }

    /// Its label, or that of the nearest section around it.
    pub(super) fn number(&self) -> Option<&str> {
        [self.label, self.under.label].into_iter().find(|label| !label.is_empty())
    }

    /// Where it stands, by its own label or by what is around it: `sec. 1.c`,
    /// `under “Women,” sec. 6`.
    pub(super) fn place(&self, word: &str) -> Option<String> {
        if !self.label.is_empty() {
            return Some(format!("{word}{}", self.label));
        }
        match (self.under.heading, self.under.label) {
            ("", "") => None,
            ("", label) => Some(format!("under {word}{label}")),
            (heading, "") => Some(format!("under “{heading}”")),
            (heading, label) => Some(format!("under “{heading},” {word}{label}")),
        }
    }
}
