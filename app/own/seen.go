package own

import (
	"encoding/binary"
	"hash/fnv"
	"math"

	"innlab/inn"
)

// Seen tells which rows a network was trained on, so that none of them ever judges it, whatever table it stands in: a Bloom
// filter (Bloom, Space/time trade-offs in hash coding with allowable errors, Communications of the ACM 13, 1970) over the
// rows. It forgets none; of other rows it takes about one in two thousand for one of them, of more than three quarters of a
// million some more. No row can be read from it.
type Seen []byte

// Bits for each row, how many of them a row sets, and the most bytes of all.
const (
	seenBits   = 16
	seenHashes = 7
	seenMost   = 3 << 19
)

// newSeen has seen the rows.
func newSeen(rows *inn.Table) Seen {
	s := make(Seen, min(max(rows.N*seenBits/8, 8), seenMost))
	each(rows, func(x, y []float64) {
		s.places(x, y, func(at uint64) bool { s[at/8] |= 1 << (at % 8); return true })
	})
	return s
}

// has reports whether a row was seen.
func (s Seen) has(x, y []float64) bool {
	if len(s) == 0 {
		return false
	}
	all := true
	s.places(x, y, func(at uint64) bool { all = s[at/8]&(1<<(at%8)) != 0; return all })
	return all
}

// places calls visit with the bits of a row until it returns false.
func (s Seen) places(x, y []float64, visit func(at uint64) bool) {
	h := fnv.New64a()
	var b [8]byte
	for _, part := range [][]float64{x, y} {
		for _, v := range part {
			binary.LittleEndian.PutUint64(b[:], math.Float64bits(v+0)) // no minus before a zero
			h.Write(b[:])
		}
	}
	// The two halves of the sum stand for two hashes, from which all others follow (Kirsch and Mitzenmacher, 2006).
	sum := h.Sum64()
	first, step := sum>>32, sum&math.MaxUint32|1
	for i := range uint64(seenHashes) {
		if !visit((first + i*step) % uint64(8*len(s))) {
			return
		}
	}
}

// unseen returns the rows that were not seen.
func (s Seen) unseen(rows *inn.Table) inn.Table {
	var left inn.Table
	each(rows, func(x, y []float64) {
		if !s.has(x, y) {
			left.X, left.Y = append(left.X, x...), append(left.Y, y...)
			left.N++
		}
	})
	return left
}

// each goes through rows.
func each(rows *inn.Table, visit func(x, y []float64)) {
	if rows.N == 0 {
		return
	}
	dimX, dimY := len(rows.X)/rows.N, len(rows.Y)/rows.N
	for i := range rows.N {
		visit(rows.X[i*dimX:(i+1)*dimX], rows.Y[i*dimY:(i+1)*dimY])
	}
}
