//! From where a request really comes: behind a proxy that ends TLS, the proxy says so in
//! `X-Forwarded-For`, and only proxies that were named are believed.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;

/// An address, or a range of them, such as `10.1.0.0/16` or `::1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// A text that names no address and no range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an address such as 10.0.0.5, or a range such as 10.0.0.0/8")]
pub struct NoNetwork;

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Network, NoNetwork> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| NoNetwork)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse::<u8>().map_err(|_| NoNetwork))?;
        if bits > most { Err(NoNetwork) } else { Ok(Network { address, bits }) }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

impl Network {
    /// Whether the address lies in it.
    pub fn holds(&self, address: IpAddr) -> bool {
        let (mine, theirs, width) = match (self.address, address.to_canonical()) {
            (IpAddr::V4(mine), IpAddr::V4(theirs)) => {
                (u128::from(mine.to_bits()), u128::from(theirs.to_bits()), 32)
            }
            (IpAddr::V6(mine), IpAddr::V6(theirs)) => (mine.to_bits(), theirs.to_bits(), 128),
            _ => return false,
        };
        // A shift by the whole width would be an overflow: a range of everything.
        let shift = width - u32::from(self.bits);
        shift >= 128 || (mine >> shift) == (theirs >> shift)
    }
}

/// Puts the address of the client in place of the proxy's. Says whether the request came
/// through a proxy that is believed.
pub(crate) fn settle(request: &mut Request, proxies: &[Network]) -> bool {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>().copied() else {
        return false;
    };
    let trusted = |address: IpAddr| proxies.iter().any(|proxy| proxy.holds(address));
    if !trusted(peer.ip()) {
        return false;
    }
    let mut client = peer.ip();
    for named in forwarded(request.headers()) {
        // What stands before something unreadable, or before the first address that is no
        // proxy of ours, was written by whoever sent it.
        let Some(address) = named else { break };
        client = address;
        if !trusted(address) {
            break;
        }
    }
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(client, peer.port())));
    true
}

/// The addresses of `X-Forwarded-For`, the last added first.
fn forwarded(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or("unreadable"));
    let mut all: Vec<_> = lines.flat_map(|line| line.split(',')).map(|one| address(one.trim())).collect();
    all.reverse();
    all
}

/// An address, with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    /// Who is asking, when `peer` sends this header and `10.0.0.0/8` is believed.
    fn client(peer: &str, header: &str) -> String {
        let mut request =
            Request::get("/").header("x-forwarded-for", header).body(Body::empty()).expect("a request");
        let peer: SocketAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
        settle(&mut request, &["10.0.0.0/8".parse().expect("a range")]);
        request.extensions().get::<ConnectInfo<SocketAddr>>().expect("one").0.ip().to_string()
    }

    #[test]
    fn a_proxy_that_was_named_is_believed() {
        assert_eq!(client("10.0.0.1:9", "203.0.113.7"), "203.0.113.7");
        assert_eq!(client("[::ffff:10.0.0.1]:9", "2001:db8::1"), "2001:db8::1");
    }

    #[test]
    fn nobody_else_is_believed() {
        assert_eq!(client("198.51.100.4:9", "203.0.113.7"), "198.51.100.4");
    }

    #[test]
    fn what_the_client_wrote_itself_is_not_believed() {
        assert_eq!(client("10.0.0.1:9", "1.1.1.1, 203.0.113.7, 10.0.0.2"), "203.0.113.7");
        assert_eq!(client("10.0.0.1:9", "1.1.1.1, nonsense, 10.0.0.2:443"), "10.0.0.2");
    }

    #[test]
    fn ranges_are_read_and_told() {
        let holds = |range: &str, one: &str| {
            range.parse::<Network>().expect("a range").holds(one.parse().expect("an address"))
        };
        assert!(holds("0.0.0.0/0", "203.0.113.7") && holds("::/0", "2001:db8::1"));
        assert!(holds("127.0.0.1", "127.0.0.1") && !holds("127.0.0.1", "127.0.0.2"));
        assert!(!holds("10.0.0.0/8", "::1"));
        for bad in ["", "proxy", "10.0.0.0/33", "10.0.0.0/x", "::/129"] {
            assert_eq!(bad.parse::<Network>(), Err(NoNetwork), "{bad}");
        }
    }
}
