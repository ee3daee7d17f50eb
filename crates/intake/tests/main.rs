//! Files as people hand them in, sound and otherwise.

mod apple;
mod documents;
mod kinds;
mod made;
mod noise;
mod pictures;
mod refused;
mod virus;
mod words;
