//! Files in a bucket that speaks S3.

use std::{fmt, path::Path, time::Duration};

use object_store::{
    ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    path::Path as Name,
    prefix::PrefixStore,
};
use zeroize::Zeroizing;

use crate::error::StoreError;

/// The region where none is named; services in a house of one's own have but one.
const REGION: &str = "us-east-1";
/// Somebody waits at a counter.
const RETRIES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(10);
const CONNECTING: Duration = Duration::from_secs(3);

/// A bucket that speaks S3.
#[derive(Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Address of the service, as `https://HOST:PORT`.
    pub endpoint: String,
    /// The region.
    pub region: String,
    /// What begins every name in it; may be empty.
    pub prefix: String,
    /// What opens it.
    pub key: BucketKey,
}

/// The two halves of a key to a bucket.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketKey {
    /// Name of the key.
    pub id: String,
    /// The key itself.
    pub secret: Zeroizing<String>,
}

impl fmt::Debug for BucketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BucketKey(…)")
    }
}

impl BucketKey {
    /// The name of the key and the key, on two lines or with a colon between.
    ///
    /// # Errors
    /// [`StoreError::Io`] when it is something else.
    pub fn from_text(text: &str) -> Result<BucketKey, StoreError> {
        let text = text.trim();
        let halves = text.split_once(['\n', ':']).map(|(id, secret)| (id.trim(), secret.trim()));
        let plain = |half: &str| !half.is_empty() && !half.contains(char::is_whitespace);
        match halves.filter(|(id, secret)| plain(id) && plain(secret)) {
            Some((id, secret)) => {
                Ok(BucketKey { id: id.to_owned(), secret: Zeroizing::new(secret.to_owned()) })
            }
            None => Err(StoreError::Io {
                path: "the key to the bucket".to_owned(),
                what: "write its name on one line and the key on the next".to_owned(),
            }),
        }
    }

    /// Reads both from a text file.
    ///
    /// # Errors
    /// When the file cannot be read or holds no key.
    pub fn from_file(path: &Path) -> Result<BucketKey, StoreError> {
        let text = std::fs::read_to_string(path).map_err(|e| StoreError::io(path, &e))?;
        let text = Zeroizing::new(text);
        BucketKey::from_text(&text).map_err(|_| StoreError::Io {
            path: path.display().to_string(),
            what: "holds no key to a bucket: write its name on one line and the key on the next".to_owned(),
        })
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.endpoint, self.name)?;
        if self.prefix.is_empty() { Ok(()) } else { write!(f, "/{}", self.prefix) }
    }
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bucket({self})")
    }
}

impl Bucket {
    /// A bucket from its address, `https://HOST:PORT/BUCKET/PREFIX?region=REGION`. Without TLS
    /// only on this machine, or where the address says `plain=yes`.
    ///
    /// # Errors
    /// What is wrong with the address; it is not repeated, since it may hold a key.
    pub fn parse(address: &str, key: BucketKey) -> Result<Bucket, StoreError> {
        let wrong = |what: &str| {
            let path = "the address of the bucket".to_owned();
            let what = format!("{what}; write it as https://HOST:PORT/BUCKET/PREFIX");
            StoreError::Io { path, what }
        };
        let (address, query) = address.trim().split_once('?').unwrap_or((address.trim(), ""));
        let (scheme, rest) =
            address.split_once("://").ok_or_else(|| wrong("it does not begin with https://"))?;
        let (host, path) = rest.split_once('/').ok_or_else(|| wrong("it names no bucket"))?;
        if host.contains('@') {
            return Err(wrong("it holds a key, which belongs into a file of its own"));
        }
        let (mut region, mut plain) = (REGION, false);
        for (name, value) in query.split('&').filter_map(|part| part.split_once('=')) {
            match name {
                "region" => region = value,
                "plain" => plain = value == "yes",
                _ => return Err(wrong("after the question mark it knows `region` and `plain`")),
            }
        }
        match scheme {
            "https" => {}
            "http" if plain || is_here(host) => {}
            "http" => {
                return Err(wrong("without TLS everybody on the way reads the key (?plain=yes allows it)"));
            }
            _ => return Err(wrong("it does not begin with https://")),
        }
        let (name, prefix) = path.split_once('/').unwrap_or((path, ""));
        let prefix = prefix.trim_matches('/');
        let fits = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/".contains(&b));
        if name.is_empty() || host.is_empty() || !fits(name) || !fits(prefix) || !fits(region) {
            return Err(wrong("it has no host or no bucket, or signs that names of buckets do not have"));
        }
        Ok(Bucket {
            name: name.to_owned(),
            endpoint: format!("{scheme}://{host}"),
            region: region.to_owned(),
            prefix: prefix.to_owned(),
            key,
        })
    }
}

/// Whether a host, with or without its port, is this machine.
fn is_here(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    let address = name.parse::<std::net::IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// An open bucket.
pub(crate) struct Objects {
    objects: PrefixStore<AmazonS3>,
    /// How it is called in an error.
    shown: String,
}

impl Objects {
    pub(super) fn of(bucket: &Bucket) -> Result<Objects, StoreError> {
        let shown = bucket.to_string();
        let client = ClientOptions::new()
            .with_timeout(PATIENCE)
            .with_connect_timeout(CONNECTING)
            .with_allow_http(bucket.endpoint.starts_with("http://"));
        let retry = RetryConfig { max_retries: RETRIES, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let objects = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_endpoint(&bucket.endpoint)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.key.id)
            .with_secret_access_key(bucket.key.secret.as_str())
            .with_client_options(client)
            .with_retry(retry)
            .build()
            .map_err(|_| StoreError::Io { path: shown.clone(), what: "cannot be used as a bucket".into() })?;
        let objects = PrefixStore::new(objects, Name::from(bucket.prefix.as_str()));
        Ok(Objects { objects, shown })
    }

    pub(super) async fn write(&self, place: &str, content: Vec<u8>) -> Result<(), StoreError> {
        let done = self.objects.put(&Name::from(place), content.into()).await;
        done.map(drop).map_err(|error| self.failed(&error))
    }

    pub(super) async fn read(&self, place: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = match self.objects.get(&Name::from(place)).await {
            Err(error @ object_store::Error::NotFound { .. }) if !is_no_bucket(&error) => return Ok(None),
            other => other.map_err(|error| self.failed(&error))?,
        };
        let bytes = found.bytes().await.map_err(|error| self.failed(&error))?;
        Ok(Some(bytes.to_vec()))
    }

    /// Every name below a place.
    pub(super) async fn below(&self, under: &str) -> Result<Vec<String>, StoreError> {
        let (mut open, mut names) = (vec![Name::from(under)], Vec::new());
        while let Some(folder) = open.pop() {
            let listed = self.objects.list_with_delimiter(Some(&folder)).await;
            let listed = listed.map_err(|error| self.failed(&error))?;
            open.extend(listed.common_prefixes);
            names.extend(listed.objects.into_iter().map(|object| object.location.to_string()));
        }
        Ok(names)
    }

    pub(super) async fn remove(&self, place: &str) -> Result<(), StoreError> {
        match self.objects.delete(&Name::from(place)).await {
            Err(error) if !matches!(error, object_store::Error::NotFound { .. }) || is_no_bucket(&error) => {
                Err(self.failed(&error))
            }
            _ => Ok(()),
        }
    }

    /// What went wrong, in words of ours: what the service answered may hold names of keys, and
    /// signatures.
    fn failed(&self, error: &object_store::Error) -> StoreError {
        use object_store::Error::{NotFound, PermissionDenied, Unauthenticated};
        let code = code(&said(error));
        let refused = ["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "AuthFailure"];
        let what = match (error, code.as_deref()) {
            (NotFound { .. }, _) | (_, Some("NoSuchBucket")) => "there is no such bucket: make it, or name another".to_owned(),
            (PermissionDenied { .. } | Unauthenticated { .. }, _) => {
                "the service refuses the key: see that it is the right one, and may read, write, list and delete"
                    .to_owned()
            }
            (_, Some(code)) if refused.contains(&code) => {
                format!("the service refuses the key ({code})")
            }
            (_, Some(code)) => format!("the service answers {code}; repeat, or ask whoever runs it"),
            _ => {
                let what = format!("{}: the service of the bucket does not answer; repeat when it runs", self.shown);
                return StoreError::Server(what);
            }
        };
        StoreError::Io { path: self.shown.clone(), what }
    }
}

fn is_no_bucket(error: &object_store::Error) -> bool {
    said(error).contains("NoSuchBucket")
}

/// All that an error says, for looking into and never for showing.
fn said(error: &object_store::Error) -> String {
    let mut text = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(error) = next {
        text += &error.to_string();
        next = error.source();
    }
    text
}

/// The short word by which a service says what is wrong.
fn code(said: &str) -> Option<String> {
    let (_, rest) = said.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    (code.len() < 64 && code.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(address: &str) -> Result<Bucket, StoreError> {
        Bucket::parse(address, BucketKey::from_text("AKID:SECRET").unwrap())
    }

    #[test]
    fn an_address_is_taken_apart() {
        let bucket = parsed("https://s3.example.org:9000/papers/leye/a?region=cn-north-1").unwrap();
        assert_eq!(
            (bucket.name.as_str(), bucket.endpoint.as_str(), bucket.region.as_str(), bucket.prefix.as_str()),
            ("papers", "https://s3.example.org:9000", "cn-north-1", "leye/a")
        );
        assert_eq!(bucket.to_string(), "https://s3.example.org:9000/papers/leye/a");
        assert_eq!(format!("{bucket:?}"), "Bucket(https://s3.example.org:9000/papers/leye/a)");
    }

    #[test]
    fn without_tls_only_on_this_machine_or_on_purpose() {
        for good in ["http://localhost:1/papers", "http://127.0.0.1/papers", "http://[::1]:9/papers"] {
            parsed(good).unwrap();
        }
        parsed("http://s3.example.org/papers?plain=yes").unwrap();
        for bad in ["http://s3.example.org/papers", "http://localhost.example.org/papers", "s3://papers/a"] {
            assert!(parsed(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_that_cannot_be_used_is_not_repeated() {
        for bad in
            ["https://AKID:SECRET@host/papers", "https://host", "https:///papers", "https://host/SEC RET"]
        {
            let told = parsed(bad).unwrap_err().to_string();
            assert!(told.contains("https://HOST") && !told.contains("SEC"), "{told}");
        }
    }

    #[test]
    fn a_key_has_two_halves() {
        let key = BucketKey::from_text(" AKID \n SE:CRET\n").unwrap();
        assert_eq!((key.id.as_str(), key.secret.as_str()), ("AKID", "SE:CRET"));
        for bad in ["", "AKID", "AKID:", ":SECRET", "A B:C"] {
            assert!(BucketKey::from_text(bad).is_err(), "{bad}");
        }
    }
}
