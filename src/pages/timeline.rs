//! Timelines: a country's years, one of them, a topic.

use serde::Serialize;

use super::World;
use super::chart::{Chart, Count, chart};
use super::events::{self, Collection, Event, Scope, dates, events};
use super::frame::{Crumb, Frame};
use super::later::Later;
use super::topic::topic_country_url;
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{CountryIdx, ReportIdx};
use crate::chronology::{Dated, Kind, Precision};
use crate::date::Year;
use crate::language::{Tongue, key as said};
use crate::path::Url;

/// A timeline.
#[derive(Hash, Serialize)]
pub struct TimelineView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The country, if it is of one.
    pub country: Option<Crumb>,
    /// The topic's page, on a topic's timeline.
    pub topic: Option<Crumb>,
    /// The year, on a year's.
    pub year: Option<Year>,
    /// The year before and the year after with a timeline of their own.
    pub steps: [Option<Crumb>; 2],
    /// The timelines of single years, or of a topic's single countries.
    pub pages: Vec<Crumb>,
    /// The same as data, and as a calendar.
    pub files: [Url; 2],
    /// The events.
    pub found: Later<'a, Told<'a>>,
}

/// What a timeline shows.
#[derive(Hash, Serialize)]
pub struct Told<'a> {
    /// How many events there are.
    pub count: usize,
    /// Events by year or by month: a bar each.
    pub chart: Chart,
    /// Events, in groups of a year or a month.
    pub groups: Vec<Group<'a>>,
    /// Periods and states: what was counted over a time, or held at a time.
    pub others: Vec<Event<'a>>,
}

/// Events of a year or month.
#[derive(Hash, Serialize)]
pub struct Group<'a> {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// The page of the year, where it has one.
    pub url: Option<Url>,
    /// The events; on the page of all years only of years without a page of their own.
    pub events: Vec<Event<'a>>,
    /// How many events there are.
    pub count: usize,
}

/// Where the timeline of a scope stands.
pub(super) fn url(world: &World, scope: Scope) -> Url {
    let archive = &world.archive;
    match scope {
        Scope::Country(at) => Url::folder(&[&archive.country(at).id, "timeline"]),
        Scope::Year(at, year) => {
            Url::folder(&[&archive.country(at).id, "timeline", &year.to_string()])
        }
        Scope::Topic(topic, at) => {
            let page = topic_country_url(world, topic, at);
            Url::folder(&[page.as_str().trim_end_matches('/'), "timeline"])
        }
        Scope::Everywhere(topic) => {
            Url::folder(&["topics", &archive.thesaurus.topic(topic).id, "timeline"])
        }
    }
}

/// The years of a country with a timeline of their own: those that reports cover.
pub(super) fn years(world: &World, country: CountryIdx) -> Vec<Year> {
    let mut years: Vec<Year> =
        world.archive.of_country(country).map(|(_, report)| report.year()).collect();
    years.dedup();
    years
}

/// Every timeline of the archive.
pub(super) fn scopes(world: &World) -> Vec<Scope> {
    let mut scopes = Vec::new();
    for (country, _) in world.archive.all_countries() {
        let years = years(world, country);
        if !years.is_empty() {
            scopes.push(Scope::Country(country));
        }
        scopes.extend(years.into_iter().map(|year| Scope::Year(country, year)));
    }
    let topics = world.strips.keys();
    scopes.extend(topics.map(|(topic, country)| Scope::Topic(*topic, *country)));
    let mut topics: Vec<TopicIdx> = world.strips.keys().map(|(topic, _)| *topic).collect();
    topics.dedup();
    scopes.extend(topics.into_iter().map(Scope::Everywhere));
    scopes
}

/// The countries whose reports treat a topic.
fn countries(world: &World, topic: TopicIdx) -> Vec<CountryIdx> {
    let of = world.strips.range((topic, CountryIdx(0))..=(topic, CountryIdx(u32::MAX)));
    of.map(|((_, country), _)| *country).collect()
}

/// A title and a sentence.
pub(super) fn title(world: &World, scope: Scope) -> (String, String) {
    let archive = &world.archive;
    let name = |at: CountryIdx| world.tongue().name(&archive.country(at).matter.name);
    let label = |at: TopicIdx| world.tongue().name(&archive.thesaurus.topic(at).label);
    let tongue = world.tongue();
    let fill = |title: &str, about: &str, values: &[(&str, &str)]| {
        (tongue.fill(title, values), tongue.fill(about, values))
    };
    let told = said("{topic}: dated events, as the reports of this archive tell them.");
    match scope {
        Scope::Country(at) => fill(
            said("Timeline of {country}"),
            said("What happened in {country} and when, as the reports of this archive date it."),
            &[("country", name(at))],
        ),
        Scope::Year(at, year) => fill(
            said("{country} in {year}, day by day"),
            said("Dated events of {year} in {country}, as the reports of this archive tell them."),
            &[("country", name(at)), ("year", &year.to_string())],
        ),
        Scope::Topic(topic, at) => {
            let values = [("topic", label(topic)), ("country", name(at))];
            let topic = tongue.fill("{topic} in {country}", &values);
            (
                tongue.fill("{topic} in {country}: timeline", &values),
                tongue.fill(told, &[("topic", &topic)]),
            )
        }
        Scope::Everywhere(topic) => {
            fill(said("{topic}: timeline"), told, &[("topic", label(topic))])
        }
    }
}

/// The way to a timeline.
fn framed(world: &World, scope: Scope) -> Frame {
    let archive = &world.archive;
    let (title, about) = title(world, scope);
    let mut frame = Frame::new(world, "timeline", url(world, scope), title).about(about);
    world.tongue().say("Timeline").clone_into(&mut frame.crumb);
    match scope {
        Scope::Country(at) => {
            let country = archive.country(at);
            frame.below_ours(world, &country.matter.name, country.url.clone())
        }
        Scope::Year(at, year) => {
            frame.crumb = year.to_string();
            let country = archive.country(at);
            frame
                .below_ours(world, &country.matter.name, country.url.clone())
                .below(world.tongue().say("Timeline"), url(world, Scope::Country(at)))
        }
        Scope::Topic(topic, _) | Scope::Everywhere(topic) => {
            let of = archive.thesaurus.topic(topic);
            let frame = frame
                .below(world.tongue().say("Topics"), Url::folder(&["topics"]))
                .below_ours(world, &of.label, of.url.clone());
            let Scope::Topic(_, at) = scope else { return frame };
            let page = topic_country_url(world, topic, at);
            frame.below_ours(world, &archive.country(at).matter.name, page)
        }
    }
}

pub(super) fn timeline(world: &World, scope: Scope) -> TimelineView<'_> {
    let archive = &world.archive;
    let year = |at: CountryIdx, year: Year| Crumb {
        label: year.to_string(),
        url: url(world, Scope::Year(at, year)),
    };
    let mut view = TimelineView {
        frame: framed(world, scope),
        country: None,
        topic: None,
        year: None,
        steps: [None, None],
        pages: Vec::new(),
        files: events::files(world, Collection::Timeline(scope)),
        found: Later::new(events::key(world, scope), move || told(world, scope)),
    };
    let country = |at: CountryIdx| Crumb {
        label: archive.country(at).matter.name.to_string(),
        url: archive.country(at).url.clone(),
    };
    match scope {
        Scope::Country(at) => {
            view.country = Some(country(at));
            view.pages = years(world, at).into_iter().rev().map(|known| year(at, known)).collect();
        }
        Scope::Year(at, here) => {
            let years = years(world, at);
            let place = years.iter().position(|known| *known == here);
            let step = |n: Option<usize>| n.and_then(|n| years.get(n)).map(|of| year(at, *of));
            view.steps = [step(place.and_then(|n| n.checked_sub(1))), step(place.map(|n| n + 1))];
            view.country = Some(country(at));
            view.year = Some(here);
        }
        Scope::Topic(topic, at) => {
            let label = archive.thesaurus.topic(topic).label.to_string();
            view.topic = Some(Crumb { label, url: topic_country_url(world, topic, at) });
            view.country = Some(country(at));
        }
        Scope::Everywhere(topic) => {
            let of = archive.thesaurus.topic(topic);
            view.topic = Some(Crumb { label: of.label.to_string(), url: of.url.clone() });
            let page = |at: CountryIdx| Crumb {
                label: archive.country(at).matter.name.to_string(),
                url: url(world, Scope::Topic(topic, at)),
            };
            view.pages = countries(world, topic).into_iter().map(page).collect();
        }
    }
    view
}

fn told(world: &World, scope: Scope) -> Told<'_> {
    match scope {
        Scope::Year(_, year) => by_month(world.tongue(), events(world, scope), year),
        Scope::Country(at) => {
            let own = years(world, at);
            // Years with a page of their own are counted here and told there.
            let (there, here): (Vec<_>, Vec<_>) = dates(world, scope)
                .into_iter()
                .filter(|(_, dated)| dated.kind == Kind::Event)
                .partition(|(_, dated)| own.contains(&year_of(dated.value.first().year())));
            let mut quoted = super::quoted::Quoted::new(world);
            let events = events::gather(world, here, &mut quoted);
            let mut told = by_year(world.tongue(), events);
            for year in own {
                let count =
                    there.iter().filter(|(_, d)| year_of(d.value.first().year()) == year).count();
                told.count += count;
                told.groups.push(Group {
                    id: format!("y{year}"),
                    heading: year.to_string(),
                    url: Some(url(world, Scope::Year(at, year))),
                    events: Vec::new(),
                    count,
                });
            }
            told.groups.sort_by(|a, b| a.heading.cmp(&b.heading));
            told.chart = years_chart(world.tongue(), &told.groups);
            told
        }
        // Of many countries each has its own timeline; all of them at once would be a heavy page.
        Scope::Everywhere(topic) if countries(world, topic).len() > 1 => {
            let of = |dated: &&(ReportIdx, &Dated)| dated.1.kind == Kind::Event;
            let count = dates(world, scope).iter().filter(of).count();
            Told { count, ..by_year(world.tongue(), Vec::new()) }
        }
        Scope::Topic(..) | Scope::Everywhere(_) => by_year(world.tongue(), events(world, scope)),
    }
}

fn year_of(year: i16) -> Year {
    Year::try_from(year).unwrap_or_default()
}

fn apart(events: Vec<Event<'_>>) -> (Vec<Event<'_>>, Vec<Event<'_>>) {
    events.into_iter().partition(|event| event.kind == "event")
}

fn by_year<'a>(tongue: &Tongue, all: Vec<Event<'a>>) -> Told<'a> {
    let (events, others) = apart(all);
    let count = events.len();
    let mut groups: Vec<Group<'_>> = Vec::new();
    for event in events {
        let heading = event.days.0.year().to_string();
        match groups.last_mut() {
            Some(group) if group.heading == heading => {
                group.count += 1;
                group.events.push(event);
            }
            _ => groups.push(Group {
                id: format!("y{heading}"),
                heading,
                url: None,
                events: vec![event],
                count: 1,
            }),
        }
    }
    let chart = years_chart(tongue, &groups);
    Told { count, chart, groups, others }
}

/// A word at the head of something: many languages write months small.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A year's events by month; what is known to less than a month stands at the end.
fn by_month<'a>(tongue: &Tongue, all: Vec<Event<'a>>, year: Year) -> Told<'a> {
    let (events, others) = apart(all);
    let count = events.len();
    let mut months: Vec<Group<'_>> = (1..=12)
        .map(|month| Group {
            id: format!("m{month}"),
            heading: capitalised(tongue.month(month)),
            url: None,
            events: Vec::new(),
            count: 0,
        })
        .collect();
    let mut rest = Group {
        id: "less".to_owned(),
        heading: tongue.fill("{year}, month unknown", &[("year", &year.to_string())]),
        url: None,
        events: Vec::new(),
        count: 0,
    };
    for event in events {
        let exact = [Precision::Day, Precision::Month].map(Precision::name);
        let month = usize::try_from(event.days.0.month() - 1).ok();
        let group = match month.filter(|_| exact.contains(&event.precision)) {
            Some(month) => months.get_mut(month).unwrap_or(&mut rest),
            None => &mut rest,
        };
        group.count += 1;
        group.events.push(event);
    }
    // Letters that join cannot be cut off: such months go by their numbers.
    let short = |group: &Group<'_>| match tongue.direction {
        "rtl" => group.id.trim_start_matches('m').to_owned(),
        _ => group.heading.chars().take(3).collect(),
    };
    let counts = months.iter().map(|group| Count {
        name: group.heading.clone(),
        short: short(group),
        count: group.count,
        url: format!("#{}", group.id),
    });
    let caption = tongue.fill("Dated events by month, {year}", &[("year", &year.to_string())]);
    let chart = chart(caption, said("Month"), counts.collect(), rest.count);
    let mut groups: Vec<Group<'_>> = months.into_iter().filter(|group| group.count > 0).collect();
    if rest.count > 0 {
        groups.push(rest);
    }
    Told { count, chart, groups, others }
}

fn years_chart(tongue: &Tongue, groups: &[Group<'_>]) -> Chart {
    let year = |group: &Group<'_>| group.heading.parse::<i32>().ok();
    let counts = groups.iter().filter_map(|group| {
        Some(Count {
            name: group.heading.clone(),
            short: format!("’{:02}", year(group)? % 100),
            count: group.count,
            url: format!("#{}", group.id),
        })
    });
    chart(
        tongue.say("Dated events by year; years without any are left out").to_owned(),
        said("Year"),
        counts.collect(),
        0,
    )
}
