package baseline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"innlab/inn"
	"innlab/inn/net"
	"innlab/inn/peers"
)

// The spline flow beside PyTorch's, see package peers.

// moons is a problem of the shape that two moons have; what it is about does not change the speed.
var moons = &inn.Problem{
	DimX: 2, DimY: 2,
	Prior: func(r *rand.Rand, x []float64) { x[0], x[1] = r.NormFloat64(), r.NormFloat64() },
	Simulate: func(r *rand.Rand, x, y []float64) {
		y[0], y[1] = x[0]*x[0]+x[1], x[1]
		if r != nil {
			y[0] += 0.1 * r.NormFloat64()
			y[1] += 0.1 * r.NormFloat64()
		}
	},
}

// BenchmarkPeers prints the comparison: a step of 6 blocks of affine maps and splines of 8 bins, subnets 64×64.
func BenchmarkPeers(b *testing.B) {
	var tasks []peers.Task
	for _, batch := range []int{256, 512} {
		tasks = append(tasks, flowTask(batch))
	}
	peers.Run(b, "../peers", tasks)
}

func flowTask(batch int) peers.Task {
	config := func(workers int) (inn.Config, inn.Live) {
		c, l := Default(&cinn, moons)
		c.Batch, c.Workers, c.Bins, c.Blocks, c.Hidden = batch, workers, 8, 6, []int{64, 64}
		return c, l
	}
	c, _ := config(1)
	weights := 0
	f := cinn.Network(moons.Dims(), &c).(*ensemble).flows[0]
	for i := range f.blocks {
		for _, l := range f.blocks[i].layers() {
			weights += l.In * l.Out
		}
	}
	return peers.Task{
		Name: fmt.Sprintf("conditional spline flow, training step, batch %d", batch), Kind: "flow",
		GFLOP: 6 * float64(weights) * float64(batch) / 1e9,
		Save:  func(b *testing.B, path string) { saveFlow(b, path, batch) },
		Ours: func(b *testing.B, workers int) func() {
			c, l := config(workers)
			m, err := cinn.New(moons, c, l)
			if err != nil {
				b.Fatal(err)
			}
			return func() {
				if err := m.Step(); err != nil {
					b.Fatal(err)
				}
			}
		},
	}
}

// layers are the linear layers of a block in the order in which the other side counts them.
func (b *conditionalBlock) layers() []net.Layer {
	return append(b.subnet.Layers[:len(b.subnet.Layers):len(b.subnet.Layers)], b.shift.Layers...)
}

// saveFlow writes weights, rows, the loss and its gradient.
func saveFlow(b *testing.B, path string, batch int) {
	n, w := moved(moons.Dims(), func(c *inn.Config) { c.Blocks, c.Hidden, c.Bins, c.Bound = 6, []int{64, 64}, 8, 5 })
	r := rand.New(rand.NewPCG(3, 4))
	room, g := n.Room(), make([]float32, len(w))
	var loss float64
	x, y := make([]float32, batch*moons.DimX), make([]float32, batch*moons.DimY)
	for i := range net.Panels(batch) {
		p := inn.Panel{X: filled(r, moons.DimX), Y: filled(r, moons.DimY), Rows: net.LanesOf(batch, i)}
		p.Weight[0] = 1 / float32(batch)
		for l := range p.Rows {
			at := i*net.Lanes + l
			net.GetRow(p.X, l, x[at*moons.DimX:(at+1)*moons.DimX])
			net.GetRow(p.Y, l, y[at*moons.DimY:(at+1)*moons.DimY])
		}
		room.Gradient(w, g, &p)
		loss += p.Loss[0] / float64(batch)
	}
	f := n.flows[0]
	meta := map[string]string{
		"kind": "flow", "dimx": fmt.Sprint(moons.DimX), "blocks": "6", "bins": "8", "bound": "5",
		"rate": "0.001", "beta1": "0.9", "beta2": "0.999", "eps": "1e-8", "clipnorm": "5",
	}
	tensors := []inn.Tensor{
		{Name: "x", Shape: []int{batch, moons.DimX}, Data: x}, {Name: "y", Shape: []int{batch, moons.DimY}, Data: y},
		{Name: "loss", Shape: []int{1}, Data: []float32{float32(loss)}},
	}
	var perms []int32
	for i := range f.blocks {
		perms = append(perms, f.blocks[i].mix.Perm...)
		for name, p := range map[string]*net.Perceptron{"subnet": &f.blocks[i].subnet, "shift": &f.blocks[i].shift} {
			for k, l := range p.Layers {
				for prefix, v := range map[string][]float32{"w": w, "g": g} {
					place := strings.Join([]string{prefix, fmt.Sprint(i), name}, ".")
					weights, biases := l.Matrix(v)
					tensors = append(tensors,
						inn.Tensor{Name: fmt.Sprintf("%s.%d", place, 2*k), Shape: []int{l.Out, l.In}, Data: weights},
						inn.Tensor{Name: fmt.Sprintf("%s.%d", place, 2*k+1), Shape: []int{l.Out}, Data: biases})
				}
			}
		}
	}
	tensors = append(tensors, inn.Tensor{Name: "perms", Shape: []int{len(f.blocks), moons.DimX}, Data: perms})
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if err := inn.WriteTensors(file, meta, tensors); err != nil {
		b.Fatal(err)
	}
}
