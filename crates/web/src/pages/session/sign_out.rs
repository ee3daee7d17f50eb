//! Sign out.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};

use super::cookie;
use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::{self, SESSION, SignedIn};

/// Ends the sign-in here and in storage.
pub(crate) async fn send(
    me: SignedIn,
    headers: HeaderMap,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    if let Some(token) = guard::cookie(&headers, SESSION) {
        me.web.app.sign_out(token).await.map_err(|e| me.fault(e))?;
    }
    Ok((AppendHeaders([cookie::signed_out(me.web.settings)]), Redirect::to("/")).into_response())
}
