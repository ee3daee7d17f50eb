//! Sealing bodies: every `{"$sealed": …}` is replaced by ciphertext before anything is
//! hashed or written, and given back on reading.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value, json};

use crate::{error::StoreError, keys::PersonKey};

const WRAPPER: &str = "$sealed";
const PREFIX: &str = "v1.";

/// What stands where a value was that nobody can read any more.
fn erased() -> Value {
    json!({ "$erased": true })
}

/// True if the body holds anything that needs the person's key.
pub(crate) fn needs_key(body: &Value) -> bool {
    match body {
        Value::Array(items) => items.iter().any(needs_key),
        Value::Object(members) => match members.get(WRAPPER) {
            Some(inner) => *inner != erased(),
            None => members.values().any(needs_key),
        },
        _ => false,
    }
}

/// Encrypts every sealed value of `body` in place. `place` binds the ciphertext to where
/// it stands: moved elsewhere it does not open.
pub(crate) fn seal(key: Option<&PersonKey>, place: &str, body: &mut Value) -> Result<(), StoreError> {
    each_sealed(body, &mut |inner| {
        if *inner == erased() {
            return Ok(());
        }
        let key =
            key.ok_or_else(|| StoreError::Invalid(format!("{place}: a sealed value, but no person")))?;
        let plain = serde_json::to_vec(inner).map_err(|e| StoreError::Invalid(e.to_string()))?;
        let text = BASE64URL_NOPAD.encode(&key.encrypt(place, &plain)?);
        *inner = Value::String(format!("{PREFIX}{text}"));
        Ok(())
    })
}

/// Decrypts every sealed value in place; without a key each becomes the mark of erasure.
/// Returns how many values were opened.
pub(crate) fn unseal(key: Option<&PersonKey>, place: &str, body: &mut Value) -> Result<u64, StoreError> {
    let mut opened = 0;
    each_sealed(body, &mut |inner| {
        if *inner == erased() {
            return Ok(());
        }
        let broken = || StoreError::corrupt(place, "a sealed value does not open");
        let sealed = inner.as_str().and_then(|text| text.strip_prefix(PREFIX)).ok_or_else(broken)?;
        let Some(key) = key else {
            *inner = erased();
            return Ok(());
        };
        let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| broken())?;
        let plain = key.decrypt(place, &sealed).ok_or_else(broken)?;
        *inner = serde_json::from_slice(&plain).map_err(|_| broken())?;
        opened += 1;
        Ok(())
    })?;
    Ok(opened)
}

/// Puts the mark of erasure into every sealed value.
pub(crate) fn scrub(body: &mut Value) -> Result<(), StoreError> {
    each_sealed(body, &mut |inner| {
        *inner = erased();
        Ok(())
    })
}

type Visit<'a> = dyn FnMut(&mut Value) -> Result<(), StoreError> + 'a;

fn each_sealed(body: &mut Value, visit: &mut Visit<'_>) -> Result<(), StoreError> {
    match body {
        Value::Array(items) => items.iter_mut().try_for_each(|item| each_sealed(item, visit)),
        Value::Object(members) if members.contains_key(WRAPPER) => visit(wrapped(members)?),
        Value::Object(members) => members.values_mut().try_for_each(|item| each_sealed(item, visit)),
        _ => Ok(()),
    }
}

fn wrapped(members: &mut Map<String, Value>) -> Result<&mut Value, StoreError> {
    if members.len() != 1 {
        return Err(StoreError::Invalid("\"$sealed\" beside other members".into()));
    }
    members.get_mut(WRAPPER).ok_or_else(|| StoreError::Invalid("no \"$sealed\"".into()))
}
