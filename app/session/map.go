package session

import (
	"math"
	"slices"
	"sync/atomic"
	"time"

	"innlab/inn"
	"innlab/scenes"
)

// Where the pixels of a picture are measurements, the answering goroutine fills a map of what the networks make of each,
// beside everything else that it does: coarse at first, then finer, then again and again with the newest networks.

// Map is what is known of the first parameter in every pixel. It never changes.
type Map struct {
	Image *scenes.Image
	Step  int     // of the networks that the newest pixels are of
	Share float64 // of the pixels that those networks have answered; 1: all
	// Low, Mid and High are the 5, 50 and 95 % points of the posterior (W·H); NaN where no network has answered yet. A
	// pixel that waits for its turn has the value of a neighbour.
	Low, Mid, High []float64
}

const (
	mapSamples = 48                    // for a pixel
	mapSlice   = 15 * time.Millisecond // how long a question may have to wait for the map
	mapRest    = time.Second           // between the end of one map and the next, while training runs
	mapAge     = 10 * time.Second      // how long a map that is not whole yet goes on while the networks move on
	mapGrowth  = 4                     // or until they have made one in so many more steps
	mapBlock   = 8                     // side of the coarsest blocks in pixels
)

// mapper fills the map of one set-up. It belongs to the answering goroutine, but for the picture, which is made beside it.
type mapper struct {
	setup  *scenes.Setup
	image  *atomic.Pointer[scenes.Image]
	order  []pixelBlock
	coarse int // how many of them are of the coarsest
	at     int // how far this map is
	whole  bool
	began  time.Time
	ended  time.Time
	column ColumnState // whose map it is
	built  int         // and of which run, see Snapshot
	values [3][]float64
	own    []bool // the pixel has a value of its own in this map
	made   *Map
}

// pixelBlock is a pixel and how far around it its value stands in for those that have none.
type pixelBlock struct{ x, y, side int }

// suit begins with another set-up: its picture is made in a goroutine, since that can take seconds.
func (m *mapper) suit(u *scenes.Setup, ready func()) {
	if m.setup == u {
		return
	}
	*m = mapper{setup: u, image: new(atomic.Pointer[scenes.Image])}
	image := m.image
	go func() {
		image.Store(u.Image())
		ready()
	}()
}

// begin begins a map with the networks of a snapshot. What stays of the map before is overwritten block by block; that of
// another run is nothing to show.
func (m *mapper) begin(snap *Snapshot) {
	img := m.image.Load()
	if m.order == nil {
		for side := mapBlock; side > 0; side /= 2 {
			for y := 0; y < img.H; y += side {
				for x := 0; x < img.W; x += side {
					if side == mapBlock || x%(2*side) != 0 || y%(2*side) != 0 {
						m.order = append(m.order, pixelBlock{x, y, side})
					}
				}
			}
		}
		for _, b := range m.order {
			if b.side == mapBlock {
				m.coarse++
			}
		}
	}
	if m.made == nil || m.built != snap.Built {
		for k := range m.values {
			m.values[k] = slices.Repeat([]float64{math.NaN()}, img.W*img.H)
		}
	}
	m.own = make([]bool, img.W*img.H)
	m.column, m.built, m.at, m.whole, m.began = snap.Columns[0], snap.Built, 0, false, time.Now()
}

// due reports whether there is something to do for a snapshot.
func (m *mapper) due(snap *Snapshot) bool {
	switch {
	case m.image.Load() == nil:
		return false
	case m.made == nil || m.built != snap.Built:
		return true
	case snap.Step == 0:
		return false
	case !m.whole:
		return true
	}
	return m.column.Estimator != snap.Columns[0].Estimator && (snap.State != Running || time.Since(m.ended) > mapRest)
}

// dated reports whether a map that is under way is of networks that are too old to go on with. The coarsest blocks are
// always finished while training runs, so that every map shows something.
func (m *mapper) dated(snap *Snapshot) bool {
	c := snap.Columns[0]
	switch {
	case m.built != snap.Built:
		return true
	case m.column.Estimator == c.Estimator:
		return false
	case snap.State != Running:
		return true
	}
	return m.at >= m.coarse && (c.Step-m.column.Step > m.column.Step/mapGrowth || time.Since(m.began) > mapAge)
}

// paint goes on with the map for a while and returns it as it then is.
func (m *mapper) paint(d *draws, snap *Snapshot) *Map {
	img := m.image.Load()
	if m.at == 0 || m.whole || m.dated(snap) {
		m.begin(snap)
	}
	if snap.Step > 0 {
		for began := time.Now(); m.at < len(m.order); {
			m.some(d, img)
			if time.Since(began) >= mapSlice {
				break
			}
		}
		if m.at == len(m.order) {
			m.whole, m.ended = true, time.Now()
		}
	}
	m.made = &Map{
		Image: img, Step: m.column.Step, Share: float64(m.at) / float64(len(m.order)),
		Low: slices.Clone(m.values[0]), Mid: slices.Clone(m.values[1]), High: slices.Clone(m.values[2]),
	}
	return m.made
}

// some answers the next pixels, as many as go through a network at once.
func (m *mapper) some(d *draws, img *scenes.Image) {
	p := &m.setup.Problem
	list := m.order[m.at:min(m.at+piece/mapSamples, len(m.order))]
	m.at += len(list)
	n := len(list) * mapSamples
	y, x := make([]float64, 0, n*p.DimY), make([]float64, n*p.DimX)
	for _, b := range list {
		i := b.y*img.W + b.x
		for range mapSamples {
			y = append(y, img.Y[i*p.DimY:(i+1)*p.DimY]...)
		}
	}
	if e, ok := m.column.Estimator.(inn.Inverter); ok { // the same noise for every pixel
		e.Inverse(y, slices.Repeat(d.latents(mapSamples, e.DimZ()), len(list)), x)
	} else {
		m.column.Estimator.Sample(stream(forSample), y, x)
	}
	first := make([]float64, mapSamples)
	for k, b := range list {
		for j := range first {
			first[j] = x[(k*mapSamples+j)*p.DimX]
		}
		slices.Sort(first)
		m.set(img, b, [3]float64{first[2], (first[mapSamples/2-1] + first[mapSamples/2]) / 2, first[mapSamples-3]})
	}
}

// set gives a pixel its value, and its block where that has none of its own.
func (m *mapper) set(img *scenes.Image, b pixelBlock, v [3]float64) {
	for y := b.y; y < min(b.y+b.side, img.H); y++ {
		for x := b.x; x < min(b.x+b.side, img.W); x++ {
			i := y*img.W + x
			mine := x == b.x && y == b.y
			if mine || !m.own[i] {
				for k := range v {
					m.values[k][i] = v[k]
				}
			}
			m.own[i] = m.own[i] || mine
		}
	}
}
