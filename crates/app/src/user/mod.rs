//! Staff: add, change, disable, list; link one's own identity.

use leye_domain::agency::AgencyCode;
use leye_domain::id::UserName;
use leye_domain::person::{PersonName, ResidentNumber};
use leye_domain::staff::{Role, Staff};
use leye_store::{StoreError, UserRow};

use crate::access::{Deed, Target};
use crate::error::{AppError, FieldFault};
use crate::{App, session};

/// A new member of staff.
#[derive(Clone)]
pub struct NewUser {
    /// Sign-in name.
    pub name: String,
    /// Name as on papers.
    pub display_name: String,
    /// Role.
    pub role: String,
    /// Agency code.
    pub agency: String,
    /// First password, to be changed at the first sign-in.
    pub password: String,
    /// Whether it must be changed at the first sign-in.
    pub must_change: bool,
}

/// A stored user as the rules see one.
///
/// # Errors
/// A row that no longer makes sense.
pub(crate) fn staff(row: &UserRow) -> Result<Staff, AppError> {
    let broken = || AppError::Rules(format!("user {} has an unknown role or agency", row.name));
    Ok(Staff {
        user: UserName::parse(&row.name).map_err(|_| broken())?,
        name: row.display_name.clone(),
        role: row.role.parse().map_err(|()| broken())?,
        agency: row.agency.parse().map_err(|_| broken())?,
        identity: row.identity_hash.clone(),
    })
}

impl App {
    /// The member of staff with this sign-in name, if they may sign in.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn staff(&self, name: &str) -> Result<Option<Staff>, AppError> {
        let row = self.store.user(name).await?.filter(|row| row.active);
        row.as_ref().map(staff).transpose()
    }

    /// Adds a member of staff on behalf of an administrator.
    ///
    /// # Errors
    /// Faults of fields, access.
    pub async fn add_user(&self, by: &Staff, new: NewUser) -> Result<(), AppError> {
        let agency: AgencyCode =
            new.agency.parse().map_err(|_| AppError::field("agency", "unknown-agency"))?;
        self.manages(by, &agency)?;
        let name = new.name.clone();
        self.add_user_unasked(new).await?;
        self.record(by, "add_user", &name, None, None).await
    }

    /// Adds a member of staff from the command line, by whoever runs the server.
    ///
    /// # Errors
    /// Faults of fields.
    pub async fn add_user_unasked(&self, new: NewUser) -> Result<(), AppError> {
        let name = self.checked_user(&new).await?;
        let password_hash = session::hash(new.password.clone(), self.chance.bytes()).await?;
        self.save_new(name, new, password_hash).await
    }

    /// Adds several with one password, which is hashed once. Only the demo does: who reads
    /// the storage sees that the passwords are equal.
    pub(crate) async fn add_users_alike(&self, password: &str, all: Vec<NewUser>) -> Result<(), AppError> {
        let password_hash = session::hash(password.to_owned(), self.chance.bytes()).await?;
        for new in all {
            let name = self.checked_user(&new).await?;
            self.save_new(name, new, password_hash.clone()).await?;
        }
        Ok(())
    }

    /// The sign-in name of somebody new.
    async fn checked_user(&self, new: &NewUser) -> Result<UserName, AppError> {
        let mut faults = Vec::new();
        let name = UserName::parse(&new.name);
        let reserved = |n: &UserName| matches!(n.as_str(), "public" | "service");
        if name.as_ref().map_or(true, reserved) {
            faults.push(FieldFault::new("name", "bad-user-name"));
        }
        if let Err(problem) = PersonName::parse(&new.display_name) {
            faults.push(FieldFault::new("display_name", problem.code()));
        }
        if new.role.parse::<Role>().is_err() {
            faults.push(FieldFault::new("role", "unknown-role"));
        }
        let agency = new.agency.parse::<AgencyCode>().ok().filter(|code| self.agency(code).is_some());
        if agency.is_none() {
            faults.push(FieldFault::new("agency", "unknown-agency"));
        }
        let (Ok(name), true) = (name, faults.is_empty()) else { return Err(AppError::Invalid(faults)) };
        if self.store.user(name.as_str()).await?.is_some() {
            return Err(AppError::field("name", "name-taken"));
        }
        Ok(name)
    }

    async fn save_new(&self, name: UserName, new: NewUser, password_hash: String) -> Result<(), AppError> {
        let row = UserRow {
            name: name.as_str().to_owned(),
            display_name: new.display_name.trim().to_owned(),
            role: new.role,
            agency: new.agency,
            password_hash,
            identity_hash: None,
            active: true,
            must_change: new.must_change,
            version: 1,
            created_at: self.time.now(),
        };
        self.save_user(row).await
    }

    /// Changes role, agency, name or whether somebody may sign in.
    ///
    /// # Errors
    /// Access at the old and the new agency; `Stale` when changed meanwhile.
    pub async fn change_user(&self, by: &Staff, changed: UserRow) -> Result<(), AppError> {
        let stored = self.store.user(&changed.name).await?.ok_or(AppError::NotFound)?;
        for agency in [&stored.agency, &changed.agency] {
            let code: AgencyCode = agency.parse().map_err(|_| AppError::field("agency", "unknown-agency"))?;
            self.agency(&code).ok_or_else(|| AppError::field("agency", "unknown-agency"))?;
            self.manages(by, &code)?;
        }
        changed.role.parse::<Role>().map_err(|()| AppError::field("role", "unknown-role"))?;
        PersonName::parse(&changed.display_name).map_err(|p| AppError::field("display_name", p.code()))?;
        let name = changed.name.clone();
        if !changed.active {
            self.store.delete_sessions_of(&name).await?;
        }
        self.save_user(changed).await?;
        self.record(by, "change_user", &name, None, None).await
    }

    /// Gives a member of staff a new first password, to be changed at the next sign-in;
    /// ends their sign-ins.
    ///
    /// # Errors
    /// Access; a fault of the field `password`.
    pub async fn reset_password(&self, by: &Staff, name: &str, password: String) -> Result<(), AppError> {
        let row = self.store.user(name).await?.ok_or(AppError::NotFound)?;
        let agency: AgencyCode =
            row.agency.parse().map_err(|_| AppError::field("agency", "unknown-agency"))?;
        self.manages(by, &agency)?;
        self.reset_password_unasked(name, password).await?;
        self.record(by, "reset_password", name, None, None).await
    }

    /// The same from the command line, by whoever runs the server.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; a fault of the field `password`.
    pub async fn reset_password_unasked(&self, name: &str, password: String) -> Result<(), AppError> {
        let mut row = self.store.user(name).await?.ok_or(AppError::NotFound)?;
        row.password_hash = session::hash(password, self.chance.bytes()).await?;
        row.must_change = true;
        self.store.delete_sessions_of(name).await?;
        self.save_user(row).await
    }

    /// Closes an account from the command line.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn disable_user(&self, name: &str) -> Result<(), AppError> {
        let mut row = self.store.user(name).await?.ok_or(AppError::NotFound)?;
        row.active = false;
        self.store.delete_sessions_of(name).await?;
        self.save_user(row).await
    }

    /// Staff of the agencies that the caller keeps.
    ///
    /// # Errors
    /// Access.
    pub async fn users(&self, by: &Staff) -> Result<Vec<UserRow>, AppError> {
        self.manages(by, &by.agency)?;
        let all = self.store.users().await?;
        let below =
            |row: &UserRow| row.agency.parse::<AgencyCode>().is_ok_and(|code| by.agency.covers(&code));
        Ok(all.into_iter().filter(below).collect())
    }

    /// Changes one's own password.
    ///
    /// # Errors
    /// Faults of the fields `old` and `password`.
    pub async fn change_password(&self, staff: &Staff, old: &str, new: String) -> Result<(), AppError> {
        let mut row = self.store.user(staff.user.as_str()).await?.ok_or(AppError::NotFound)?;
        if !session::matches(&row, old).await {
            return Err(AppError::field("old", "wrong-password"));
        }
        if old == new {
            return Err(AppError::field("password", "same-password"));
        }
        row.password_hash = session::hash(new, self.chance.bytes()).await?;
        row.must_change = false;
        self.save_user(row).await?;
        self.record(staff, "change_password", staff.user.as_str(), None, None).await
    }

    /// Whether this is somebody's own password.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn is_password(&self, staff: &Staff, password: &str) -> Result<bool, AppError> {
        let row = self.store.user(staff.user.as_str()).await?.ok_or(AppError::NotFound)?;
        Ok(session::matches(&row, password).await)
    }

    /// Links one's own identity, so that the guard knows relatives. Only a keyed hash is kept.
    ///
    /// # Errors
    /// A fault of the field `number`.
    pub async fn link_identity(&self, staff: &Staff, number: &str) -> Result<(), AppError> {
        let number =
            ResidentNumber::parse(number, self.today()).map_err(|p| AppError::field("number", p.code()))?;
        let mut row = self.store.user(staff.user.as_str()).await?.ok_or(AppError::NotFound)?;
        row.identity_hash = Some(self.identity_hash(number.as_str()));
        self.save_user(row).await?;
        self.record(staff, "link_identity", staff.user.as_str(), None, None).await
    }

    pub(crate) fn manages(&self, by: &Staff, agency: &AgencyCode) -> Result<(), AppError> {
        let may = self.access.may(by, Deed::ManageUsers, Target::Desk(agency));
        if may { Ok(()) } else { Err(AppError::Forbidden { act: None }) }
    }

    async fn save_user(&self, row: UserRow) -> Result<(), AppError> {
        self.store.put_user(row).await.map_err(|error| match error {
            StoreError::Changed(_) => AppError::Stale { current: 0, since: Vec::new() },
            error => error.into(),
        })?;
        self.refresh_names().await
    }
}
