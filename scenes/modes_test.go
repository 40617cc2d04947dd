package scenes

import (
	"math/rand/v2"
	"testing"
)

// Within Alone of a centre, that centre is the nearest; a little beyond, between the two closest, it need not be.
func TestAlone(t *testing.T) {
	m := ring
	r := rand.New(rand.NewPCG(1, 1))
	for range 20000 {
		i := r.IntN(len(m.Centres))
		x, y := m.Centres[i][0]+r.NormFloat64(), m.Centres[i][1]+r.NormFloat64()
		dx, dy := x-m.Centres[i][0], y-m.Centres[i][1]
		if near, _ := m.Nearest(x, y); near != i && dx*dx+dy*dy < m.Alone()*m.Alone() {
			t.Fatalf("(%.3f, %.3f) is within %.3f of centre %d, and nearer to %d", x, y, m.Alone(), i, near)
		}
	}
	a, b := m.Centres[1], m.Centres[2] // 2 apart
	share := 1.02 * m.Alone() / 2
	if near, _ := m.Nearest(a[0]+share*(b[0]-a[0]), a[1]+share*(b[1]-a[1])); near != 2 {
		t.Errorf("beyond %.3f on the way from centre 1 to 2, centre %d is the nearest", m.Alone(), near)
	}
}
