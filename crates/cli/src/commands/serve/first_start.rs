//! What the service needs before its first sign-in, and what it says when it is ready.

use std::net::SocketAddr;

use anyhow::Result;
use leye_app::App;
use leye_app::user::NewUser;
use leye_domain::staff::Role;
use leye_store::UserRow;
use serde_json::json;

use crate::answer::{Printer, told};
use crate::commands::user::{generate, sign_in_names};

/// Sign-in name of the first administrator.
const ADMINISTRATOR: &str = "admin";

/// The first administrator's password, told once.
pub struct FirstPassword(String);

/// Puts the agencies and an administrator into storage that nobody can sign in to yet.
/// The user comes last, so that a start that was cut off is made up for by the next one.
///
/// # Errors
/// Storage failures.
pub async fn prepare(app: &App) -> Result<Option<FirstPassword>> {
    if !app.store().users().await?.is_empty() {
        return Ok(None);
    }
    app.load_agencies(None).await?;
    let password = generate();
    let new = NewUser {
        name: ADMINISTRATOR.to_owned(),
        display_name: "Administrator".to_owned(),
        role: Role::Administrator.as_str().to_owned(),
        agency: city(app),
        password: password.clone(),
        must_change: true,
    };
    app.add_user_unasked(new).await.map_err(told)?;
    Ok(Some(FirstPassword(password)))
}

/// The agency above all others.
fn city(app: &App) -> String {
    let tree = app.tree();
    tree.all().find(|row| row.parent.is_none()).map(|row| row.code.clone()).unwrap_or_default()
}

/// Says where the pages are and who may sign in.
///
/// # Errors
/// Standard output that cannot be written; storage failures.
pub async fn announce(
    printer: Printer,
    app: &App,
    url: &str,
    operator: Option<SocketAddr>,
    first: Option<&FirstPassword>,
    place: &str,
) -> Result<()> {
    let staff = if app.is_training() { app.store().users().await? } else { Vec::new() };
    let names: Vec<&str> = staff.iter().filter(|user| user.active).map(|user| user.name.as_str()).collect();
    let mut document = json!({ "address": url, "training": app.is_training(), "sign_in_names": names });
    if let Some(address) = operator {
        document["metrics"] = json!(format!("http://{address}/metrics"));
    }
    if let Some(FirstPassword(password)) = first {
        document["administrator"] = json!({ "name": ADMINISTRATOR, "password": password });
    }
    printer.print(&document, || text(app, url, first, &staff, place))
}

fn text(app: &App, url: &str, first: Option<&FirstPassword>, staff: &[UserRow], place: &str) -> String {
    let mut text = format!("Leye serves {place} at {url}\n");
    if let Some(FirstPassword(password)) = first {
        text += &format!("sign in as {ADMINISTRATOR}; password, shown only now: {password}\n");
    }
    if app.is_training() && first.is_none() {
        text +=
            &format!("\ntraining: the clock can be moved; sign-in names:\n\n{}", sign_in_names(app, staff));
    }
    text
}
