"""Keys and what they vouch for: signatures that somebody without this system can check.

A *key* has a purpose and a holder (an agency, an officer, the system itself), signs between two instants and verifies for
ever. Its private half is sealed by the master key, or never leaves a PKCS#11 *token*. A *certificate* says whose key it is,
up to the one *root* that a verifier has to know. Rotating makes a new key sign; nothing signed before breaks. A *time
stamp* (RFC 3161) says when something was there, so that a signature outlives its certificate.
"""
