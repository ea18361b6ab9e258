//! Which contract account belongs to an account of the chain.

use crate::{Config, OriginalAccounts};
use core::marker::PhantomData;
use frame::{
    hashing::{Hash, Keccak256},
    prelude::H160,
};

/// Maps accounts of the chain to contract accounts.
pub trait AddressMapping<AccountId> {
    fn to_address(account: &AccountId) -> H160;

    /// The account that an address belongs to, where that can be told.
    fn to_account(address: &H160) -> Option<AccountId>;
}

/// The last 20 bytes of a hash of the account. Cannot be turned around.
pub struct HashTruncate<H>(PhantomData<H>);

impl<H: Hash, AccountId: AsRef<[u8]>> AddressMapping<AccountId> for HashTruncate<H>
where
    H::Output: AsRef<[u8]>,
{
    fn to_address(account: &AccountId) -> H160 {
        let digest = <H as Hash>::hash(account.as_ref());
        last_twenty(digest.as_ref())
    }

    fn to_account(_address: &H160) -> Option<AccountId> {
        None
    }
}

/// As `pallet_revive` does it: an account that ends in twelve bytes of `0xee` stands for the
/// Ethereum address before them; any other maps to the last 20 bytes of its hash (Keccak-256, by
/// default, as there), and back once its owner has called `map_account`.
pub struct Reversible<T, H = Keccak256>(PhantomData<(T, H)>);

const ETHEREUM_SUFFIX: [u8; 12] = [0xee; 12];

impl<T: Config, H: Hash> AddressMapping<T::AccountId> for Reversible<T, H>
where
    H::Output: AsRef<[u8]>,
    T::AccountId: AsRef<[u8]> + From<[u8; 32]>,
{
    fn to_address(account: &T::AccountId) -> H160 {
        let bytes = account.as_ref();
        if bytes.len() == 32 && bytes[20..] == ETHEREUM_SUFFIX {
            return H160::from_slice(&bytes[..20]);
        }
        last_twenty(<H as Hash>::hash(bytes).as_ref())
    }

    fn to_account(address: &H160) -> Option<T::AccountId> {
        Some(OriginalAccounts::<T>::get(address).unwrap_or_else(|| {
            let mut bytes = [0xee; 32];
            bytes[..20].copy_from_slice(address.as_bytes());
            T::AccountId::from(bytes)
        }))
    }
}

fn last_twenty(bytes: &[u8]) -> H160 {
    let mut address = [0; 20];
    let length = bytes.len().min(20);
    address[20 - length..].copy_from_slice(&bytes[bytes.len() - length..]);
    H160(address)
}
