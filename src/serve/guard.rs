//! Which requests are answered at all. A preview is for the person at this machine.
//!
//! A page of another site can make a browser send requests to the loopback address, and a name
//! of its own can be made to lead there (DNS rebinding). So the `Host` must be one of ours, an
//! `Origin` too, and what a browser says comes from another site gets nothing but a whole page,
//! opened by following a link.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) words: &'static str,
}

/// The names that the server goes by.
#[derive(Clone, Debug)]
pub(super) struct Names {
    port: u16,
    names: Vec<String>,
    /// Listening on every address of the machine: any address is a name, and no word is.
    any_address: bool,
}

impl Names {
    /// The names of a server that listens at an address.
    pub(super) fn of(address: SocketAddr) -> Self {
        let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        names.push(bracketed(address.ip()));
        Self { port: address.port(), names, any_address: address.ip().is_unspecified() }
    }

    /// Whether `host` or `host:port` is us.
    fn knows(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        let name = name.to_ascii_lowercase();
        port == Some(self.port)
            && (self.names.contains(&name) || (self.any_address && is_address(&name)))
    }
}

fn bracketed(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// Whether a host is a number. A name that was rebound never is.
fn is_address(host: &str) -> bool {
    let inside = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inside {
        Some(inside) => inside.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.parse::<std::net::Ipv4Addr>().is_ok(),
    }
}

/// Judges a request by everything but its path.
pub(super) fn judge(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    names: &Names,
) -> Result<(), Refusal> {
    let refuse = |status, words| Err(Refusal { status, words });
    if method != Method::GET && method != Method::HEAD {
        return refuse(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered");
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    if hosts.next().is_some() || !host.is_some_and(|host| names.knows(host)) {
        return refuse(StatusCode::MISDIRECTED_REQUEST, "this server has another name");
    }
    if uri.authority().is_some_and(|authority| !names.knows(authority.as_str())) {
        return refuse(StatusCode::MISDIRECTED_REQUEST, "this server has another name");
    }
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let ours = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| names.knows(host));
    if !origins.all(|origin| origin.to_str().is_ok_and(ours)) {
        return refuse(StatusCode::FORBIDDEN, "other sites get no answer");
    }
    // Fetch Metadata (W3C): what a browser adds and no page can forge.
    let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let foreign = matches!(told("sec-fetch-site"), Some("cross-site" | "same-site"));
    let opened = told("sec-fetch-mode") == Some("navigate")
        && matches!(told("sec-fetch-dest"), None | Some("document"));
    if foreign && !opened {
        return refuse(StatusCode::FORBIDDEN, "other sites get no answer");
    }
    let body = headers.get(header::CONTENT_LENGTH).is_some_and(|length| length != "0");
    if body || headers.contains_key(header::TRANSFER_ENCODING) {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "requests have no body here");
    }
    Ok(())
}

/// Whether a browser asks in order to show the answer as a page of its own.
pub(super) fn is_opened(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(address: &str, method: &str, uri: &str, headers: &[(&str, &str)]) -> u16 {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: header::HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        let names = Names::of(address.parse().unwrap());
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        judge(&method, &uri.parse().unwrap(), &map, &names)
            .map_or_else(|refusal| refusal.status.as_u16(), |()| 200)
    }

    #[test]
    fn only_our_own_names_are_answered() {
        let asked = |host: &str| judged("127.0.0.1:1948", "GET", "/", &[("host", host)]);
        for ours in ["localhost:1948", "127.0.0.1:1948", "[::1]:1948", "LOCALHOST:1948"] {
            assert_eq!(asked(ours), 200, "{ours}");
        }
        for other in [
            "",
            "localhost",
            "localhost:1949",
            "evil.example:1948",
            "localhost.evil.example:1948",
            "127.0.0.1.evil.example:1948",
            "127.0.0.1:1948:1948",
            "2130706433:1948",
            "localhost.:1948",
            "10.0.0.1:1948",
            "[::ffff:127.0.0.1]:1948",
        ] {
            assert_eq!(asked(other), 421, "{other}");
        }
        assert_eq!(judged("127.0.0.1:80", "GET", "/", &[("host", "localhost")]), 200);
        assert_eq!(judged("127.0.0.1:1948", "GET", "/", &[]), 421);
        let twice = [("host", "localhost:1948"), ("host", "evil.example")];
        assert_eq!(judged("127.0.0.1:1948", "GET", "/", &twice), 421);
    }

    #[test]
    fn opened_to_the_network_any_address_is_ours_and_no_word() {
        let asked = |host: &str| judged("0.0.0.0:1948", "GET", "/", &[("host", host)]);
        assert_eq!((asked("192.168.1.7:1948"), asked("[fe80::1]:1948")), (200, 200));
        assert_eq!((asked("evil.example:1948"), asked("192.168.1.7:80")), (421, 421));
    }

    #[test]
    fn other_sites_get_nothing() {
        let asked = |extra: &[(&str, &str)]| {
            let mut headers = vec![("host", "localhost:1948")];
            headers.extend(extra);
            judged("127.0.0.1:1948", "GET", "/a/", &headers)
        };
        assert_eq!(asked(&[("origin", "http://localhost:1948")]), 200);
        for origin in ["null", "https://localhost:1948", "http://evil.example", ""] {
            assert_eq!(asked(&[("origin", origin)]), 403, "{origin}");
        }
        let site = |site, mode, dest| {
            asked(&[("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)])
        };
        assert_eq!(site("same-origin", "cors", "empty"), 200);
        assert_eq!(site("none", "navigate", "document"), 200);
        assert_eq!(site("cross-site", "navigate", "document"), 200);
        assert_eq!(site("cross-site", "navigate", "iframe"), 403);
        assert_eq!(site("cross-site", "no-cors", "image"), 403);
        assert_eq!(site("same-site", "no-cors", "script"), 403);
    }

    #[test]
    fn nothing_is_taken_in() {
        let host = ("host", "localhost:1948");
        let asked = |method: &str| judged("127.0.0.1:1948", method, "/", &[host]);
        assert_eq!((asked("GET"), asked("HEAD")), (200, 200));
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"] {
            assert_eq!(asked(method), 405, "{method}");
        }
        let with = |name, value| judged("127.0.0.1:1948", "GET", "/", &[host, (name, value)]);
        assert_eq!((with("content-length", "1"), with("content-length", "0")), (413, 200));
        assert_eq!(with("transfer-encoding", "chunked"), 413);
        let elsewhere = judged("127.0.0.1:1948", "GET", "http://evil.example/", &[host]);
        assert_eq!(elsewhere, 421);
    }
}
