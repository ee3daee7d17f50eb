//! The round: visits that are made without a network (B2a, B3.1). The page is kept on the device
//! (`ui/round`); what it holds is encrypted there, and delivered when there is a network.

pub(crate) mod deliver;
pub(crate) mod device;
pub(crate) mod form;
pub(crate) mod read;
