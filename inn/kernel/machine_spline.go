//go:build amd64 || arm64

package kernel

import (
	"sync"
	"unsafe"

	"innlab/inn/kernel/internal/coef"
)

// The spline kernels with lengths checked, see machine.go.

type (
	splineCode     = func(d, bins int, v, theta, out, logdet, room *float32, bound, least, free float32)
	splineGradCode = func(d, bins int, grad, x, theta, dlogdet, out, dtheta, room *float32, bound, least, free, inv float32)
)

// splineCallRows is how many features a spline kernel takes in one call: about 5 µs with 8 bins.
const splineCallRows = 16

// splineRoom is what the machine code of a spline needs beside its registers: vectors of up to 64 bytes, and as much
// as it takes to begin at a multiple of 64.
type splineRoom [coef.SplineRoom*16 + 15]float32

// splineRooms lends rooms: on the stack of a function that is called by its value, a room would be allocated every time.
var splineRooms = sync.Pool{New: func() any { return new(splineRoom) }}

func (r *splineRoom) aligned() *float32 {
	off := -uintptr(unsafe.Pointer(r)) % 64 / 4
	return &r[off]
}

// splineShares are the least width of a bin, and the width that a softmax distributes.
func splineShares(bins int, bound float32) (least, free float32) {
	return 2 * coef.MinShare * bound, 2 * bound * freeShare(bins)
}

func splineChecked(run splineCode) func(d, bins int, v, theta, out, logdet []float32, bound float32) {
	return func(d, bins int, v, theta, out, logdet []float32, bound float32) {
		checkBins(bins)
		first(v, d*Lanes)
		first(theta, d*SplineRows(bins)*Lanes)
		first(out, d*Lanes)
		ld := lanesOrNil(logdet)
		least, free := splineShares(bins, bound)
		room := splineRooms.Get().(*splineRoom)
		defer splineRooms.Put(room)
		for i := 0; i < d; i += splineCallRows {
			run(min(splineCallRows, d-i), bins, &v[i*Lanes], &theta[i*SplineRows(bins)*Lanes], &out[i*Lanes], ld,
				room.aligned(), bound, least, free)
		}
	}
}

func splineGradChecked(run splineGradCode) func(d, bins int, grad, x, theta, dlogdet, out, dtheta []float32, bound float32) {
	return func(d, bins int, grad, x, theta, dlogdet, out, dtheta []float32, bound float32) {
		checkBins(bins)
		first(grad, d*Lanes)
		first(x, d*Lanes)
		first(theta, d*SplineRows(bins)*Lanes)
		first(out, d*Lanes)
		first(dtheta, d*SplineRows(bins)*Lanes)
		ld := lanesOrNil(dlogdet)
		least, free := splineShares(bins, bound)
		room := splineRooms.Get().(*splineRoom)
		defer splineRooms.Put(room)
		for i := 0; i < d; i += splineCallRows {
			at := i * SplineRows(bins) * Lanes
			run(min(splineCallRows, d-i), bins, &grad[i*Lanes], &x[i*Lanes], &theta[at], ld, &out[i*Lanes], &dtheta[at],
				room.aligned(), bound, least, free, 1/free)
		}
	}
}
