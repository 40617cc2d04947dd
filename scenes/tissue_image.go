package scenes

import (
	"image/color"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
)

// A picture of an organ to click on: arteries, veins and a tumour that is short of oxygen, drawn as fields of x over
// the plane and sent through the simulator. Nobody's organ looks like this; what matters is that every pixel has an x
// of which the truth is known.

// Pixels of the image.
const (
	imageW = 96
	imageH = 68
)

// vessel is a curved line of blood in the top layer, in units of the image's width.
type vessel struct {
	points      [3][2]float64 // of a quadratic Bézier curve
	width       float64
	oxygenation float64
}

var vessels = []vessel{
	{[3][2]float64{{-0.05, 0.22}, {0.4, 0.18}, {0.55, 0.36}}, 0.028, 0.95},
	{[3][2]float64{{0.55, 0.36}, {0.75, 0.52}, {1.05, 0.42}}, 0.022, 0.95},
	{[3][2]float64{{0.42, 0.25}, {0.55, 0.45}, {0.45, 0.75}}, 0.015, 0.93},
	{[3][2]float64{{0.68, 0.43}, {0.72, 0.2}, {0.85, -0.05}}, 0.014, 0.94},
	{[3][2]float64{{-0.05, 0.55}, {0.3, 0.68}, {1.05, 0.6}}, 0.026, 0.42},
	{[3][2]float64{{0.22, 0.6}, {0.2, 0.4}, {0.05, 0.33}}, 0.013, 0.45},
}

// tumour is a disc of fresh vessels that carry little oxygen.
var tumour = struct{ x, y, radius, oxygenation, blood float64 }{0.82, 0.33, 0.075, 0.2, 7.5}

// at is the point of the vessel at t in 0 to 1.
func (c *vessel) at(t float64) (x, y float64) {
	a, b, d := (1-t)*(1-t), 2*t*(1-t), t*t
	p := c.points
	return a*p[0][0] + b*p[1][0] + d*p[2][0], a*p[0][1] + b*p[1][1] + d*p[2][1]
}

// distance is how far (u, v) lies from the vessel.
func (c *vessel) distance(u, v float64) float64 {
	least := math.Inf(1)
	for i := range 41 {
		x, y := c.at(float64(i) / 40)
		least = min(least, math.Hypot(u-x, v-y))
	}
	return least
}

// organ fills x for the point (u, v) of the image, in units of its width.
func organ(u, v float64, x []float64) {
	// Slow waves, so that no two places are alike.
	wave := func(a, b, c float64) float64 { return math.Sin(a*u+b*v+c) * math.Cos(b*u-a*v+2*c) }
	x[tissueOxygen] = 0.66 + 0.06*wave(9, 5, 0.3)
	for i := range tissueLayers {
		f := float64(i)
		x[tissueBlood+i] = 3.5 + wave(7, 11, 1+f)
		x[tissueMie+i] = mieMean + 4*wave(5, 8, 2+f)
		x[tissueG+i] = 0.89 + 0.03*wave(6, 4, 3+f)
		middle := (tissueBox[tissueThickness+i][0] + tissueBox[tissueThickness+i][1]) / 2
		x[tissueThickness+i] = middle * (1 + 0.12*wave(4, 7, 4+f))
	}
	mix := func(to *float64, v, share float64) { *to += share * (v - *to) }
	for i := range vessels {
		c := &vessels[i]
		d := c.distance(u, v) / c.width
		share := math.Exp(-d * d)
		mix(&x[tissueOxygen], c.oxygenation, share)
		mix(&x[tissueBlood], 9.5, share)
		mix(&x[tissueBlood+1], 7, share)
	}
	d := math.Hypot(u-tumour.x, v-tumour.y) / tumour.radius
	share := 1 / (1 + math.Exp(6*(d-1)))
	mix(&x[tissueOxygen], tumour.oxygenation, share)
	for i := range tissueLayers {
		mix(&x[tissueBlood+i], tumour.blood, share)
	}
}

// tissueImage simulates w×h pixels as a camera of the given ratio of signal to noise sees them.
func tissueImage(w, h int, snr float64) *Image {
	m := &Image{W: w, H: h, X: make([]float64, w*h*tissueDim), Y: make([]float64, w*h*len(bands))}
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		wait.Go(func() {
			raw := make([]float64, len(bands))
			for row := first; row < h; row += workers {
				r := rand.New(rand.NewPCG(1, uint64(row))) // a stream for each row, whoever draws it
				for column := range w {
					i := row*w + column
					x := m.X[i*tissueDim : (i+1)*tissueDim]
					organ((float64(column)+0.5)/float64(w), (float64(row)+0.5)/float64(w), x)
					tissueReflect(nil, x, raw)
					camera(r, snr, raw, m.Y[i*len(bands):(i+1)*len(bands)])
				}
			}
		})
	}
	wait.Wait()
	return m
}

// tissueGround is the oxygenation of the organ, a square of it for the scene picker, in the ends and the middle of cividis.
func tissueGround(u, v float64) color.NRGBA {
	x := make([]float64, tissueDim)
	organ(0.25+0.72*u, 1-v, x)
	from, to, t := color.NRGBA{0x00, 0x22, 0x4E, 255}, color.NRGBA{0x7C, 0x7B, 0x78, 255}, 2*x[tissueOxygen]
	if t > 1 {
		from, to, t = to, color.NRGBA{0xFE, 0xE8, 0x38, 255}, t-1
	}
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + min(max(t, 0), 1)*(float64(b)-float64(a)) + 0.5) }
	return color.NRGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 255}
}
