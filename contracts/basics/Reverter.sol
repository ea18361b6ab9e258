// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title Every way in which a Solidity contract fails.
contract Reverter {
    uint256 public touched;

    error TooLarge(uint256 value, uint256 limit);

    function withReason(string calldata reason) external {
        touched = 1;
        revert(reason);
    }

    function withCustomError(uint256 value) external {
        touched = 1;
        revert TooLarge(value, 10);
    }

    function withoutData() external {
        touched = 1;
        assembly {
            revert(0, 0)
        }
    }

    function withPanic(uint256 divisor) external pure returns (uint256) {
        return 1 / divisor;
    }

    function withInvalid() external {
        touched = 1;
        assembly {
            invalid()
        }
    }

    receive() external payable {}
}
