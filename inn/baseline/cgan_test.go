package baseline

import (
	"math"
	"math/rand/v2"
	"testing"

	"innlab/inn"
	"innlab/inn/net"
)

// The penalty is, on average over its directions, half the squared slope of the discriminator by x, which differences along
// each axis give.
func TestPenalty(t *testing.T) {
	p := problems["numbers"]
	c, _ := Default(&adversarial, p)
	c.Hidden, c.Activation, c.Penalty = []int{9, 8}, inn.SiLU, 3
	n := adversarial.Network(p.Dims(), &c).(*adversary)
	w := make([]float32, n.Params())
	n.Start(rand.New(rand.NewPCG(7, 7)), w)
	room := n.room()
	b := inn.Panel{X: filled(rand.New(rand.NewPCG(1, 2)), p.DimX), Y: filled(rand.New(rand.NewPCG(3, 4)), p.DimY), Rows: 20}
	logits := func(axis int, h float32) []float32 {
		copy(room.xy, b.X)
		copy(room.xy[p.DimX*net.Lanes:], b.Y)
		for l := range b.Rows {
			room.xy[axis*net.Lanes+l] += h
		}
		room.discriminator.Forward(room.k, w, room.xy, room.logit, room.telling, nil)
		return append([]float32(nil), room.logit[:b.Rows]...)
	}
	var want float64
	for axis := range p.DimX {
		const h = 0.01
		up, down := logits(axis, h), logits(axis, -h)
		for l := range up {
			slope := float64(up[l]-down[l]) / (2 * h)
			want += c.Penalty / 2 * slope * slope
		}
	}
	const draws = 4000
	var got float64
	b.R = rand.New(rand.NewPCG(5, 6))
	for range draws {
		copy(room.xy[p.DimX*net.Lanes:], b.Y)
		got += room.penalise(w, nil, &b) / draws
	}
	if math.Abs(got/want-1) > 0.03 {
		t.Errorf("the penalty is %.4g on average, differences give %.4g", got, want)
	}
}
