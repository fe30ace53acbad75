//! Takes the address that the preview is served at.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};

/// The port when none is named: the year of the Universal Declaration of Human Rights.
pub const PORT: u16 = 1948;

/// How many ports behind the usual one are tried.
const TRIED: u16 = 20;

/// Where to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listen {
    /// The machine's address to listen on; loopback if none is named.
    pub host: Option<IpAddr>,
    /// The port; [`PORT`] or one soon after it if none is named. Zero takes any free one.
    pub port: Option<u16>,
}

/// An address cannot be had.
#[derive(Debug)]
pub struct ListenError {
    address: SocketAddr,
    named: bool,
    source: io::Error,
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source.kind() {
            io::ErrorKind::AddrInUse if self.named => {
                write!(f, "port {} is taken by another program", self.address.port())
            }
            io::ErrorKind::AddrInUse => {
                let last = PORT + TRIED;
                write!(f, "the ports {PORT} to {last} are all taken by other programs")
            }
            _ => write!(f, "cannot listen on {}: {}", self.address, self.source),
        }
    }
}

impl ListenError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self.source.kind() {
            io::ErrorKind::AddrInUse if self.named => {
                "name another port with `-p`, or none, and the next free one is taken"
            }
            io::ErrorKind::AddrInUse => "name a free port with `-p`",
            io::ErrorKind::PermissionDenied => "ports below 1024 are the system's; name another",
            _ => "`--host` takes an address that this machine has",
        }
    }
}

/// Takes an address. With it comes the port that was wanted and taken already, if there is one.
///
/// # Errors
///
/// When the port that was named is taken, or none of the usual ones is free, or the machine does
/// not have the address.
pub(super) fn take(listen: Listen) -> Result<(TcpListener, Option<u16>), ListenError> {
    let host = listen.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let named = listen.port.is_some();
    let first = listen.port.unwrap_or(PORT);
    let last = if named { first } else { PORT + TRIED };
    let mut port = first;
    loop {
        let address = SocketAddr::new(host, port);
        match TcpListener::bind(address) {
            Ok(listener) => return Ok((listener, (port != first).then_some(first))),
            Err(source) if source.kind() == io::ErrorKind::AddrInUse && port < last => port += 1,
            Err(source) => return Err(ListenError { address, named, source }),
        }
    }
}
