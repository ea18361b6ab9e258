//! The way to the engine.

use crate::message::{Answer, EngineFailure, Message};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use sp_runtime_interface::{
    pass_by::{AllocateAndReturnFatPointer, PassFatPointerAndRead},
    runtime_interface,
};

/// Runs messages. It may read the state, and writes none of it.
pub trait Engine {
    fn run(message: &Message) -> Answer;
}

/// The engine of the node that runs the runtime: host function `ext_ewasm_call_version_1`.
pub struct HostEngine;

impl Engine for HostEngine {
    fn run(message: &Message) -> Answer {
        let answer = ewasm::call(&message.encode());
        Answer::decode(&mut &answer[..]).unwrap_or(Err(EngineFailure::Fault))
    }
}

/// The host functions of the engine. A native node provides them by registering an engine (a
/// connection to one) as an extension; without it every message fails as `Unavailable`.
#[runtime_interface]
pub trait Ewasm {
    /// Takes a SCALE-encoded [`Message`], gives a SCALE-encoded [`Answer`].
    fn call(message: PassFatPointerAndRead<&[u8]>) -> AllocateAndReturnFatPointer<Vec<u8>> {
        let _ = message;
        Answer::Err(EngineFailure::Unavailable).encode()
    }
}
