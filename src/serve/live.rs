//! Live reload: one script tag on served pages, and events for the tabs that show them.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::answer::{self, OWN, Place};
use super::guard::Refusal;
use super::site::{Files, Moment};
use super::{OpenTab, Server};
use crate::digest::Digest;
use crate::parse::escape;

/// What a tab runs.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// How it shows what is wrong.
pub(super) const STYLE: &str = include_str!("live.css");

/// A page's bytes with the script's tag: all that a preview adds to what a build publishes.
pub(super) fn with_script(page: &[u8], moment: &Moment, key: &Digest) -> Vec<u8> {
    let files = moment.generation.as_ref().map(|generation| generation.files.digest);
    let tag = format!(
        "<script src=\"{}{OWN}live.js\" data-key=\"{key:?}\" data-files=\"{:?}\" defer></script>",
        moment.base_path,
        files.unwrap_or_default(),
    );
    let head = b"</head>";
    let at = page.windows(head.len()).position(|window| window == head).unwrap_or(page.len());
    let mut served = Vec::with_capacity(page.len() + tag.len());
    served.extend_from_slice(&page[..at]);
    served.extend_from_slice(tag.as_bytes());
    served.extend_from_slice(&page[at..]);
    served
}

/// The page that stands everywhere as long as no archive has held.
pub(super) fn broken(moment: &Moment, problems: &[String]) -> String {
    let own = format!("{}{OWN}", moment.base_path);
    let problems: String = problems
        .iter()
        .map(|problem| format!("<pre tabindex=\"0\">{}</pre>\n", escape(problem)))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
         form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>The archive cannot be shown yet</title>\n\
         <link rel=\"stylesheet\" href=\"{own}live.css\">\n</head>\n\
         <body class=\"broken\">\n<main>\n<h1>The archive cannot be shown yet</h1>\n\
         <p>These problems stand in the way. The page comes by itself once they are mended.</p>\n\
         {problems}</main>\n</body>\n</html>\n"
    )
}

/// A tab that listens.
struct Tab {
    server: Arc<Server>,
    moments: watch::Receiver<Option<Arc<Moment>>>,
    path: String,
    /// What it shows.
    key: String,
    files: Option<Arc<Files>>,
    problems: Option<Vec<String>>,
    /// What it has not been told yet.
    news: VecDeque<Event>,
    _open: OpenTab,
    _permit: OwnedSemaphorePermit,
}

/// Tells a tab what it has to know, as long as it listens.
pub(super) async fn events(server: &Arc<Server>, uri: &Uri, moment: &Arc<Moment>) -> Response {
    let Ok(permit) = Arc::clone(&server.streams).try_acquire_owned() else {
        let words = "too many tabs listen already";
        return answer::refused(Refusal { status: StatusCode::SERVICE_UNAVAILABLE, words });
    };
    let asked = |name: &str| {
        let query = uri.query().unwrap_or_default();
        let values = query.split('&').filter_map(|pair| pair.split_once('='));
        let value = values.into_iter().find(|(known, _)| *known == name)?.1;
        answer::decoded(value)
    };
    let path = asked("page").and_then(|page| answer::decoded(&page)).unwrap_or_default();
    let known = moment.generation.as_ref().map(|generation| Arc::clone(&generation.files));
    let files = known.filter(|files| asked("files") == Some(format!("{:?}", files.digest)));
    let mut moments = server.moments.subscribe();
    moments.mark_changed();
    let tab = Tab {
        moments,
        key: asked("key").unwrap_or_default(),
        files,
        problems: None,
        news: VecDeque::from([Event::default().retry(Duration::from_millis(400)).comment("on")]),
        _open: server.open_tab(moment, &path),
        path,
        server: Arc::clone(server),
        _permit: permit,
    };
    let stream = stream::unfold(tab, |mut tab| async move {
        loop {
            if let Some(event) = tab.news.pop_front() {
                return Some((Ok::<_, Infallible>(event), tab));
            }
            tab.moments.changed().await.ok()?;
            let moment = tab.moments.borrow_and_update().clone();
            if let Some(moment) = moment {
                tab.look(&moment).await;
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))).into_response()
}

impl Tab {
    /// Finds out what a moment changes for the tab.
    async fn look(&mut self, moment: &Arc<Moment>) {
        let (server, at, path) = (Arc::clone(&self.server), Arc::clone(moment), self.path.clone());
        let shown = tokio::task::spawn_blocking(move || shown(&server, &at, &path)).await;
        let Ok((key, own)) = shown else { return };
        let problems: Vec<String> = moment.problems.iter().cloned().chain(own).collect();
        let problems = self.server.for_browsers(&problems);
        if self.problems.as_ref() != Some(&problems) {
            self.tell("problems", &problems);
            self.problems = Some(problems);
        }
        let key = format!("{key:?}");
        let stale = self.key != key;
        self.key = key;
        let files = moment.generation.as_ref().map(|generation| Arc::clone(&generation.files));
        let before = std::mem::replace(&mut self.files, files.clone());
        match (before, files) {
            _ if stale => self.tell("page", &()),
            (Some(before), Some(after)) if before.digest != after.digest => {
                let changed: Vec<&String> = before
                    .each
                    .keys()
                    .chain(after.each.keys().filter(|name| !before.each.contains_key(*name)))
                    .filter(|name| before.each.get(*name) != after.each.get(*name))
                    .collect();
                let news = serde_json::json!({
                    "digest": format!("{:?}", after.digest),
                    "changed": changed,
                });
                self.tell("files", &news);
            }
            // What the tab shows is of files that nobody here remembers.
            (None, Some(_)) => self.tell("page", &()),
            _ => {}
        }
    }

    fn tell(&mut self, name: &str, news: &impl serde::Serialize) {
        if let Ok(data) = serde_json::to_string(news) {
            self.news.push_back(Event::default().event(name).data(data));
        }
    }
}

/// The key of what stands at an address, and what is wrong with it by itself.
pub(super) fn shown(server: &Server, moment: &Moment, path: &str) -> (Digest, Vec<String>) {
    let Some(generation) = &moment.generation else {
        return (answer::broken_key(moment), Vec::new());
    };
    let (spot, there) = match answer::find(moment, path) {
        Place::Page(spot) => (Some(spot), true),
        _ => (generation.not_found(), false),
    };
    let Some(spot) = spot else { return (Digest::default(), Vec::new()) };
    let drawn = server.page(generation, spot);
    let key = if there { drawn.key } else { answer::missing_key(drawn.key) };
    (key, drawn.problems.clone())
}
