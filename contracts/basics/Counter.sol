// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title A number that anyone may raise.
contract Counter {
    uint256 public count;

    event Incremented(address indexed by, uint256 count);

    function increment() external {
        count += 1;
        emit Incremented(msg.sender, count);
    }

    function add(uint256 amount) external returns (uint256) {
        count += amount;
        return count;
    }
}
