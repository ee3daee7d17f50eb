//! `leye user`: staff without the web, for whoever runs the server.

mod password;

use anyhow::{Result, anyhow};
use clap::Subcommand;
use leye_app::demo::is_alike;
use leye_app::user::NewUser;
use leye_app::{App, AppError};
use leye_domain::agency::AgencyCode;
use leye_domain::id::UserName;
use leye_domain::person::PersonName;
use leye_domain::staff::Role;
use leye_store::UserRow;
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer, table, told};
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

pub use password::generate;

/// Commands on staff.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Adds a member of staff; the password is asked for, read from standard input, or
    /// generated, and must be changed at the first sign-in
    Add(Add),
    /// Closes an account and ends its sign-ins
    Disable(Named),
    /// Lists the staff
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Makes a token for the API and prints it once
    Token {
        #[command(flatten)]
        named: Named,
        /// What the token is for
        #[arg(long, value_name = "TEXT", default_value = "made on the command line")]
        label: String,
    },
}

/// The storage and the pack.
#[derive(Debug, clap::Args)]
pub struct Place {
    #[command(flatten)]
    storage: StorageArgs,
    #[command(flatten)]
    pack: PackArgs,
}

/// A member of staff.
#[derive(Debug, clap::Args)]
pub struct Named {
    /// Sign-in name
    #[arg(value_name = "NAME", value_parser = user_name)]
    name: UserName,
    #[command(flatten)]
    place: Place,
}

/// A new member of staff.
#[derive(Debug, clap::Args)]
pub struct Add {
    #[command(flatten)]
    named: Named,
    /// Name as it stands on papers
    #[arg(long, value_name = "TEXT", value_parser = display_name)]
    display_name: String,
    /// clerk, reviewer, head, inspector, auditor or administrator
    #[arg(long, value_parser = role)]
    role: Role,
    /// 12-digit code of the agency
    #[arg(long, value_name = "CODE")]
    agency: AgencyCode,
    /// Generate the password and print it once
    #[arg(long)]
    generate: bool,
}

impl Place {
    async fn open(&self) -> Result<App> {
        self.storage.open(self.pack.rules()?).await
    }
}

impl User {
    /// Does the command.
    ///
    /// # Errors
    /// Faults of what was given, nobody of this name, storage failures.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        match self {
            User::Add(add) => add.run(printer).await?,
            User::Disable(Named { name, place }) => {
                let app = place.open().await?;
                app.disable_user(name.as_str()).await.map_err(|e| unknown(e, &name))?;
                printer.print(&json!({ "disabled": name }), || format!("{name} may no longer sign in"))?;
            }
            User::List { place } => {
                let users = place.open().await?.store().users().await?;
                let document: Vec<Value> = users.iter().map(document).collect();
                printer.print(&document, || list(&users))?;
            }
            User::Token { named: Named { name, place }, label } => {
                let app = place.open().await?;
                let token = app.make_api_token(name.as_str(), &label).await.map_err(|e| unknown(e, &name))?;
                printer.print(&json!({ "name": name, "token": token }), || token.clone())?;
            }
        }
        Ok(Outcome::Yes)
    }
}

impl Add {
    async fn run(self, printer: Printer) -> Result<()> {
        let Add { named: Named { name, place }, display_name, role, agency, generate: generated } = self;
        let app = place.open().await?;
        let password = if generated { generate() } else { password::read(name.as_str())? };
        let new = NewUser {
            name: name.as_str().to_owned(),
            display_name,
            role: role.as_str().to_owned(),
            agency: agency.as_str().to_owned(),
            password: password.clone(),
            must_change: true,
        };
        app.add_user_unasked(new).await.map_err(told)?;
        let mut document = json!({ "name": name, "role": role, "agency": agency });
        let mut text = format!("{name} was added and must change the password at the first sign-in");
        if generated {
            document["password"] = json!(password);
            text = format!("{text}\npassword, shown only now: {password}");
        }
        printer.print(&document, || text)
    }
}

fn unknown(error: AppError, name: &UserName) -> anyhow::Error {
    match error {
        AppError::NotFound => anyhow!("there is no {name} who may sign in; see `leye user list`"),
        other => told(other),
    }
}

/// Never with what proves who somebody is.
fn document(user: &UserRow) -> Value {
    json!({
        "name": user.name, "display_name": user.display_name, "role": user.role, "agency": user.agency,
        "active": user.active, "must_change": user.must_change,
    })
}

fn list(users: &[UserRow]) -> String {
    let state = |user: &UserRow| if user.active { "" } else { "disabled" }.to_owned();
    let row =
        |u: &UserRow| [u.name.clone(), u.role.clone(), u.agency.clone(), u.display_name.clone(), state(u)];
    table(["name", "role", "agency", "display name", ""], &users.iter().map(row).collect::<Vec<_>>())
}

/// The staff who may sign in, with what they are and where; those that a demo makes alike in
/// every county are only counted.
pub fn sign_in_names(app: &App, staff: &[UserRow]) -> String {
    let tree = app.tree();
    let place =
        |code: &str| tree.get(code).map_or_else(|| code.to_owned(), |agency| agency.name_hant.clone());
    let active = staff.iter().filter(|user| user.active && !is_alike(&user.name));
    let alike = staff.iter().filter(|user| user.active && is_alike(&user.name)).count();
    let rows: Vec<_> =
        active.map(|u| [u.name.clone(), u.role.clone(), place(&u.agency), u.display_name.clone()]).collect();
    let names = table(["sign-in name", "role", "agency", "display name"], &rows);
    if alike == 0 {
        return names;
    }
    format!(
        "{names}\nand {alike} more in the other counties, such as clerk-230109-1; `leye user list` names them all\n"
    )
}

fn user_name(text: &str) -> Result<UserName, String> {
    UserName::parse(text).map_err(|_| "a sign-in name is 2 to 40 of a-z, 0-9, dot and hyphen".to_owned())
}

fn display_name(text: &str) -> Result<String, String> {
    PersonName::parse(text).map(|name| name.as_str().to_owned()).map_err(|problem| problem.to_string())
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|()| "write clerk, reviewer, head, inspector, auditor or administrator".to_owned())
}
