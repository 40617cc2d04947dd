package baseline

import (
	"container/heap"
	"math"

	"gonum.org/v1/gonum/spatial/kdtree"
)

// The search for the simulations nearest to a y: one after the other or, where there are many, by k-d trees (Bentley 1975).

const (
	// treeChunks is the number of chunks of which one tree is made: 98 304 simulations.
	treeChunks = 6
	// treeDims is the most numbers of y for which trees are faster than looking at all. Processor time for the 256 nearest
	// (BenchmarkNearest, independent normal y, one core of an EPYC), in ms:
	//
	//	numbers of y             2    3    4    5    8   20
	//	200 000   one by one  0.68 0.75 0.84  1.0  1.4  2.9
	//	          trees       0.59 0.55  1.1  2.2   16   51
	//	10⁶       one by one   2.5  3.0  3.5  4.1
	//	          trees       0.98  1.7  5.2  6.8
	//
	// Where the 8 or 20 numbers are made of four, trees take 3.0 and 11.
	treeDims = 3
)

// all is a keeper's most where only the distance bounds.
const all = math.MaxInt

// near is a simulation and its squared distance.
type near struct {
	d  float64
	at int
}

// before orders by distance, those as near by number.
func (u near) before(v near) bool { return u.d < v.d || u.d == v.d && u.at < v.at }

// keeper keeps the nearest simulations that are shown to it, on a heap with the farthest on top. It is the kdtree.Keeper of
// a search in a tree too.
type keeper struct {
	most  int     // all for any
	limit float64 // of the squared distance
	ties  bool    // those as near as the nearest are kept beyond most, which is 1
	list  []near

	at int // first number of the chunk under way
}

// show keeps a simulation if it is near enough.
func (k *keeper) show(n near) {
	switch full := len(k.list) >= k.most; {
	case !(n.d <= k.limit):
	case k.most == all:
		k.list = append(k.list, n)
	case k.ties && full:
		if top := k.list[0].d; n.d < top {
			k.list = append(k.list[:0], n)
		} else if n.d == top {
			k.list = append(k.list, n)
		}
	case !full:
		heap.Push(k, n)
	case n.before(k.list[0]):
		k.list[0] = n
		heap.Fix(k, 0)
	}
}

func (k *keeper) Len() int           { return len(k.list) }
func (k *keeper) Less(i, j int) bool { return k.list[j].before(k.list[i]) }
func (k *keeper) Swap(i, j int)      { k.list[i], k.list[j] = k.list[j], k.list[i] }
func (k *keeper) Push(v any)         { k.list = append(k.list, v.(near)) }
func (k *keeper) Pop() any {
	v := k.list[len(k.list)-1]
	k.list = k.list[:len(k.list)-1]
	return v
}

// Keep and Max are for a search in a tree.
func (k *keeper) Keep(c kdtree.ComparableDist) { k.show(near{c.Dist, k.at + c.Comparable.(place).row}) }

// Max is how far a simulation may lie.
func (k *keeper) Max() kdtree.ComparableDist {
	return kdtree.ComparableDist{Comparable: nowhere, Dist: k.bound()}
}

// nowhere stands for a place where only its distance is asked for.
var nowhere kdtree.Comparable = place{}

// bound is the squared distance beyond which show keeps nothing.
func (k *keeper) bound() float64 {
	if len(k.list) >= k.most {
		return k.list[0].d
	}
	return k.limit
}

// grows reports whether trees are made of as many simulations as it takes.
func (a *accepter) grows() bool { return a.dims.Y <= treeDims && !a.labels }

// search shows the simulations to the keeper, those in trees only as far as they may be near enough.
func (a *accepter) search(y []float32, k *keeper, trees bool) {
	dim := len(y)
	for i := 0; i < len(a.chunks); i++ {
		c := a.chunks[i]
		k.at = i * chunkRows
		if last := i + treeChunks; trees && (a.first+i)%treeChunks == 0 && last*chunkRows <= a.n {
			c.grow.Do(func() { c.tree = kdtree.New(newPlaces(a.chunks[i:last], dim), false) })
			c.tree.NearestSet(k, place{y, 0})
			heap.Init(k) // the search leaves it sorted
			i = last - 1
			continue
		}
		bound := k.bound()
		for row := range a.rows(i) {
			if d := distance(y, c.y[row*dim:(row+1)*dim]); d <= bound {
				k.show(near{d, k.at + row})
				bound = k.bound()
			}
		}
	}
}

// distance is the squared distance of two rows.
func distance(a, b []float32) (sum float64) {
	b = b[:len(a)]
	for j, v := range a {
		d := float64(v) - float64(b[j])
		sum += d * d
	}
	return sum
}

// place is a simulation as a point of a tree.
type place struct {
	y   []float32
	row int // counted from the first chunk of the tree
}

func (p place) Dims() int                            { return len(p.y) }
func (p place) Distance(q kdtree.Comparable) float64 { return distance(p.y, q.(place).y) }
func (p place) Compare(q kdtree.Comparable, d kdtree.Dim) float64 {
	return float64(p.y[d]) - float64(q.(place).y[d])
}

// places are what a tree is made of.
type places []kdtree.Comparable

func newPlaces(chunks []*chunk, dim int) places {
	list := make(places, 0, len(chunks)*chunkRows)
	for _, c := range chunks {
		for i := range chunkRows {
			list = append(list, place{c.y[i*dim : (i+1)*dim], len(list)})
		}
	}
	return list
}

func (p places) Index(i int) kdtree.Comparable   { return p[i] }
func (p places) Len() int                        { return len(p) }
func (p places) Slice(a, b int) kdtree.Interface { return p[a:b] }
func (p places) Pivot(d kdtree.Dim) int {
	s := along{p, d}
	return kdtree.Partition(s, kdtree.MedianOfMedians(s))
}

// along is places in the order of one dimension.
type along struct {
	places
	d kdtree.Dim
}

func (s along) Less(i, j int) bool               { return s.places[i].Compare(s.places[j], s.d) < 0 }
func (s along) Swap(i, j int)                    { s.places[i], s.places[j] = s.places[j], s.places[i] }
func (s along) Slice(a, b int) kdtree.SortSlicer { return along{s.places[a:b], s.d} }
