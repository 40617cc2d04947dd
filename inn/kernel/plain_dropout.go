package kernel

// Random masks in plain Go. Number i of a stream is a function of seed and i alone, so that any worker can make any
// part of a mask and the backward pass can make it again.

// dropoutStep spreads neighbouring counters over all 32 bits: 2³² divided by the golden ratio, odd.
const dropoutStep = 0x9e3779b1

// scatter is an integer hash in which every bit of x moves half of the result's (lowbias32 of Wellons, "Prospecting for
// hash functions", 2018).
func scatter(x uint32) uint32 {
	x = (x ^ x>>16) * 0x7feb352d
	x = (x ^ x>>15) * 0x846ca68b
	return x ^ x>>16
}

func dropout(n int, seed, at uint32, keep float32, mask []float32) {
	mask = mask[:n]
	scale := 1 / keep
	for i := range mask {
		u := float32(scatter((at+uint32(i))*dropoutStep+seed)>>8) / (1 << 24)
		mask[i] = 0
		if u < keep {
			mask[i] = scale
		}
	}
}
