//! A request → an answer. Only addresses of the plan are known here: no path from a request ever
//! reaches the file system.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use super::guard::{self, Refusal};
use super::live;
use super::site::{Drawn, Moment};
use super::{Server, waiting};
use crate::digest::Digest;
use crate::pages::{PageId, Spot};

/// Where the server's own files are; a static file of the same address goes first.
pub(super) const OWN: &str = "_rightsbook/";

/// So long a request waits for the very first build.
const PATIENCE: Duration = Duration::from_secs(60);

/// What stands at an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'m> {
    /// A page or file of the plan.
    Page(&'m Spot),
    /// A page without the slash at the end of its address, and its whole address.
    NoSlash(String),
    /// A file of the server's own.
    Own(&'m str),
    /// Nothing.
    Nothing,
}

/// Answers every request.
pub(super) fn router(server: Arc<Server>) -> Router {
    Router::new().fallback(move |request: Request| {
        let server = Arc::clone(&server);
        let (head, _) = request.into_parts();
        async move {
            let mut response = answer(&server, &head).await;
            protect(response.headers_mut());
            response
        }
    })
}

async fn answer(server: &Arc<Server>, head: &Parts) -> Response {
    let uri = &head.uri;
    if let Err(refusal) = guard::judge(&head.method, uri, &head.headers, &server.names) {
        return refused(refusal);
    }
    let moment = tokio::time::timeout(PATIENCE, waiting(server)).await;
    let Ok(Some(moment)) = moment else {
        let words = "the archive is still being read";
        return refused(Refusal { status: StatusCode::SERVICE_UNAVAILABLE, words });
    };
    let Some(path) = decoded(uri.path()) else { return missing(server, &moment).await };
    let place = find(&moment, &path);
    if matches!(place, Place::Own(_)) && guard::is_opened(&head.headers) {
        let words = "this is for pages of the preview";
        return refused(Refusal { status: StatusCode::FORBIDDEN, words });
    }
    match place {
        Place::Own("live.js") => plain("text/javascript; charset=utf-8", live::SCRIPT),
        Place::Own("live.css") => plain("text/css; charset=utf-8", live::STYLE),
        Place::Own("events") => live::events(server, uri, &moment).await,
        Place::NoSlash(address) => to(&address, uri),
        Place::Page(spot) if spot.id.is_gathered() => {
            let words = "the preview does not make this file; `rightsbook build` does";
            refused(Refusal { status: StatusCode::NOT_FOUND, words })
        }
        Place::Page(spot) => {
            let spot = spot.clone();
            match drawn(server, &moment, spot.clone()).await {
                Some(drawn) => page(server, &moment, &spot, &drawn),
                None => broken(server, &moment),
            }
        }
        Place::Own(_) | Place::Nothing => missing(server, &moment).await,
    }
}

/// What stands at an address at a moment.
pub(super) fn find<'m>(moment: &'m Moment, path: &'m str) -> Place<'m> {
    let base_path = moment.base_path.as_str();
    // Tabs from before the site moved to another base path still ask where they did.
    let own = || path.split_once(&format!("/{OWN}")).map(|(_, own)| Place::Own(own));
    let Some(inside) = path.strip_prefix(base_path) else {
        if let Some(own) = own() {
            return own;
        }
        let home = base_path.trim_end_matches('/');
        let outside = path == "/" || path == home;
        return if outside { Place::NoSlash(base_path.to_owned()) } else { Place::Nothing };
    };
    let Some(generation) = &moment.generation else {
        return own().unwrap_or(Place::Nothing);
    };
    let layout = &generation.understood.layout;
    if let Some(spot) = layout.find(inside) {
        return Place::Page(spot);
    }
    let folder = inside.strip_suffix("index.html");
    if let Some(spot) =
        folder.filter(|f| f.is_empty() || f.ends_with('/')).and_then(|f| layout.find(f))
    {
        return Place::Page(spot);
    }
    match layout.find(&format!("{inside}/")) {
        Some(spot) => Place::NoSlash(format!("{base_path}{}", spot.url)),
        None => own().unwrap_or(Place::Nothing),
    }
}

/// The path of an address with its escapes undone; `None` when it is no text.
pub(super) fn decoded(path: &str) -> Option<String> {
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    (!path.contains('\0')).then(|| path.into_owned())
}

/// Draws a page away from the threads that answer. `None` when that failed altogether.
pub(super) async fn drawn(
    server: &Arc<Server>,
    moment: &Arc<Moment>,
    spot: Spot,
) -> Option<Arc<Drawn>> {
    let (server, moment) = (Arc::clone(server), Arc::clone(moment));
    let draw = move || {
        let generation = moment.generation.as_ref()?;
        Some(server.page(generation, &spot))
    };
    tokio::task::spawn_blocking(draw).await.ok().flatten()
}

fn page(server: &Server, moment: &Moment, spot: &Spot, drawn: &Drawn) -> Response {
    let file = spot.url.out_path();
    let Some(bytes) = &drawn.bytes else {
        return broken_page(server, moment, &drawn.problems, drawn.key);
    };
    if !file.is_html() {
        return plain(&kind(file.as_str()), bytes.clone());
    }
    // Its policy lets no script in, here or where readers keep it.
    if matches!(spot.id, PageId::Alone(_)) {
        return html(StatusCode::OK, bytes.to_vec());
    }
    html(StatusCode::OK, live::with_script(bytes, moment, &drawn.key))
}

/// The archive's own page for missing addresses.
async fn missing(server: &Arc<Server>, moment: &Arc<Moment>) -> Response {
    let Some(generation) = &moment.generation else { return broken(server, moment) };
    let drawn = match generation.not_found() {
        Some(spot) => drawn(server, moment, spot.clone()).await,
        None => None,
    };
    match drawn.as_deref() {
        Some(Drawn { key, bytes: Some(bytes), .. }) => {
            let key = missing_key(*key);
            html(StatusCode::NOT_FOUND, live::with_script(bytes, moment, &key))
        }
        _ => refused(Refusal { status: StatusCode::NOT_FOUND, words: "there is no such page" }),
    }
}

/// The key of a tab that shows that its page is missing.
pub(super) fn missing_key(page: Digest) -> Digest {
    Digest::of(&("missing", page))
}

/// The key of a tab that shows that the archive has never held.
pub(super) fn broken_key(moment: &Moment) -> Digest {
    Digest::of(&("broken", &moment.problems))
}

/// What is shown before any archive has held.
fn broken(server: &Server, moment: &Moment) -> Response {
    broken_page(server, moment, &moment.problems, broken_key(moment))
}

fn broken_page(server: &Server, moment: &Moment, problems: &[String], key: Digest) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let page = live::broken(moment, &server.for_browsers(problems));
    html(status, live::with_script(page.as_bytes(), moment, &key))
}

fn to(address: &str, uri: &Uri) -> Response {
    // The address is one of the plan's; only the query is the client's, and it is as it was sent.
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    match HeaderValue::from_str(&format!("{address}{query}")) {
        Ok(place) => {
            let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
            response.headers_mut().insert(header::LOCATION, place);
            response
        }
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn html(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = plain("text/html; charset=utf-8", body);
    *response.status_mut() = status;
    response
}

fn plain(kind: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    if let Ok(kind) = HeaderValue::from_str(kind) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// A refusal, in words.
pub(super) fn refused(refusal: Refusal) -> Response {
    let mut response = plain("text/plain; charset=utf-8", format!("{}\n", refusal.words));
    *response.status_mut() = refusal.status;
    let headers = response.headers_mut();
    if refusal.status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// The type of a file, with its encoding where it is text.
fn kind(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = kind.type_() == mime_guess::mime::TEXT
        || matches!(kind.subtype().as_str(), "javascript" | "json" | "xml")
        || kind.suffix().is_some_and(|suffix| suffix == "xml" || suffix == "json");
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

/// What every answer says to a browser.
fn protect(headers: &mut HeaderMap) {
    let rules = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in rules {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let rules = [
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, value) in rules {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
