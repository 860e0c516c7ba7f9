/** The example: a function with the policy, as a user would write it. */
package dev.corsac.example.shop;
