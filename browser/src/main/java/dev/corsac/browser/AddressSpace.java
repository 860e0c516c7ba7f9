package dev.corsac.browser;

/**
 * How public an address is: the <a href="https://wicg.github.io/local-network-access/#ip-address-space">IP address
 * spaces</a>, from the most private to the most public.
 */
public enum AddressSpace {
    /** This machine. */
    LOOPBACK,
    /** The local network. */
    LOCAL,
    /** The internet. */
    PUBLIC;

    /**
     * Returns the space of an address.
     *
     * @param address 4 bytes of IPv4 or 16 of IPv6, as {@link java.net.InetAddress#getAddress} gives them
     * @throws IllegalArgumentException if there are neither 4 nor 16 bytes
     */
    public static AddressSpace of(byte[] address) {
        if (address.length == 16) {
            return ofIpv6(address);
        }
        if (address.length != 4) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length);
        }
        return ofIpv4(address[0] & 0xFF, address[1] & 0xFF, address[2] & 0xFF, address[3] & 0xFF);
    }

    private static AddressSpace ofIpv4(int a, int b, int c, int d) {
        if (a == 127 || (a == 0 && b == 0 && c == 0 && d == 0) || (a == 198 && (b == 18 || b == 19))) {
            return LOOPBACK;
        }
        boolean local = a == 10
                || (a == 100 && b >= 64 && b <= 127)
                || (a == 169 && b == 254)
                || (a == 172 && b >= 16 && b <= 31)
                || (a == 192 && b == 168);
        return local ? LOCAL : PUBLIC;
    }

    private static AddressSpace ofIpv6(byte[] address) {
        boolean zeros = true;
        for (int i = 0; i < 10; i++) {
            zeros &= address[i] == 0;
        }
        if (zeros && address[10] == -1 && address[11] == -1) {
            return ofIpv4(address[12] & 0xFF, address[13] & 0xFF, address[14] & 0xFF, address[15] & 0xFF);
        }
        boolean nearlyAllZeros = zeros;
        for (int i = 10; i < 15; i++) {
            nearlyAllZeros &= address[i] == 0;
        }
        if (nearlyAllZeros && (address[15] == 0 || address[15] == 1)) {
            return LOOPBACK;
        }
        int first = address[0] & 0xFF;
        return (first & 0xFE) == 0xFC || (first == 0xFE && (address[1] & 0xC0) == 0x80) ? LOCAL : PUBLIC;
    }
}
