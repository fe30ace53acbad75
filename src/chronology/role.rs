//! What a word can do in a date expression, as bits: one word may do several things.

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident)*) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "names of bits")]
        #[derive(Clone, Copy)]
        enum Place { $($name),* }
        $($(#[$doc])* pub(super) const $name: u64 = 1 << Place::$name as u64;)*
    };
}

roles! {
    /// The name of a month.
    MONTH
    /// A month only beside a number.
    SHORT
    /// Also the name of a person.
    GIVEN
    /// Also another word.
    STRICT
    /// The name of a season.
    SEASON
    /// The word for a year.
    YEAR
    /// The word for a year as the attribute of another noun.
    GENITIVE
    /// The last day of the year in one word.
    YEAR_END
    /// The middle of the year in one word.
    MID_YEAR
    /// The time that the report covers, in one word.
    COVERAGE
    /// Early, mid, late before a date.
    PART
    /// A noun for a part: the beginning of.
    EDGE
    /// The noun for the last part.
    END
    /// First, second.
    ORDINAL
    /// Two, three.
    CARDINAL
    /// The word for months.
    MONTHS
    /// The word for half a year or month.
    HALF
    /// A word that means half a year by itself.
    HALF_YEAR
    /// The word for a quarter.
    QUARTER
    /// Weeks and days, of which a month has several.
    WEEKS
    /// "Few" between an ordinal and months.
    FEW
    /// This year.
    THIS
    /// Last year.
    LAST
    /// Next year.
    NEXT
    /// From a date on.
    SINCE
    /// From a date on, said of what begins.
    STARTING
    /// From after a date on.
    AFTER
    /// Up to a date.
    UNTIL
    /// Up to a date; the end of a year becomes a state.
    BY
    /// Up to a date; after "the year" it is the one before.
    BEFORE
    /// The whole of a time.
    DURING
    /// For a time.
    FOR
    /// In a time.
    IN
    /// On a day.
    ON
    /// At a time.
    AT
    /// As things stood.
    AS_OF
    /// As things stood, as the first word of a sentence only.
    AS_OF_FIRST
    /// Begins "between … and …".
    BETWEEN
    /// Begins "from … to …".
    FROM
    /// Joins the ends of a range.
    TO
    /// Joins the parts of a list.
    AND
    /// Joins a part to its whole.
    OF
    /// The definite article.
    THE
    /// Any other word that makes what follows a noun phrase.
    DETERMINER
    /// Words between a preposition and a date that do not change it.
    FILLER
    /// A function word or a common verb: a year before it is no attribute.
    STOP
    /// A number after it is not a year.
    BLOCK
    /// A number after it is an amount.
    QUANTIFIER
    /// A number before it is an amount.
    MEASURE
    /// Who and what is counted: a number before it may be an amount.
    COUNTED
    /// What is named by its year.
    TITLED
    /// A capitalised noun that a date before it names.
    PLACE
    /// What happens at a time, and is named by it.
    OCCASION
    /// What a season is the attribute of: "the winter months".
    SEASONAL
    /// From then on.
    ONWARD
    /// After "the year" it makes another year of it.
    BREAKS
    /// Begins a phrase that makes a date likely.
    BEGINS
}

/// What may stand before a date and bind it.
pub(super) const PREFIX: u64 = SINCE
    | STARTING
    | AFTER
    | UNTIL
    | BY
    | BEFORE
    | DURING
    | FOR
    | IN
    | ON
    | AT
    | AS_OF
    | AS_OF_FIRST
    | BETWEEN
    | FROM;

/// A sentence with none of these and no number like a year has no date.
pub(super) const ANCHOR: u64 =
    MONTH | SEASON | YEAR | YEAR_END | MID_YEAR | COVERAGE | MONTHS | HALF | HALF_YEAR | QUARTER;
